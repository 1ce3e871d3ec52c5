package org.zonekeeper.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.settings.InvalidSettingException;

/** Certificates of both sides, made by the JDK's own keytool. */
class RegistryTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    keyPair("registry", "localhost");
    keyPair("client", "client");
    keyPair("stranger", "stranger");
    trust("registry", "client");
    trust("client", "registry");
  }

  @Test
  void showsItsOwnCertificateAndTrustsTheRegistrys() throws IOException {
    try (var registry = registry();
        var client = client(registry, "registry.trust", "client")) {
      registry.put("t", "\"int\"");
      assertThat(client.versions("t")).containsExactly(1);
    }
  }

  @Test
  void doesNotTalkToARegistryThatItDoesNotTrust() throws IOException {
    try (var registry = registry();
        var client = client(registry, "client.trust", "client")) {
      assertThatThrownBy(() -> client.versions("t"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(registry.url() + " (SSLHandshakeException: ");
    }
  }

  @Test
  void isTurnedAwayWithACertificateThatTheRegistryDoesNotTrust() throws IOException {
    try (var registry = registry();
        var client = client(registry, "registry.trust", "stranger")) {
      assertThatThrownBy(() -> client.versions("t"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(registry.url());
    }
  }

  @Test
  void namesTheStoreWhosePasswordIsWrong() {
    var settings =
        RegistrySettings.from(
            Map.of(
                RegistrySettings.URLS, "https://localhost:1",
                RegistrySettings.TRUST_STORE, file("registry.trust").toString(),
                RegistrySettings.TRUST_STORE_PASSWORD, "wrong-one"));
    assertThatThrownBy(() -> new SchemaRegistryClient(settings))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("registry.tls.truststore: '" + file("registry.trust"))
        .hasMessageContaining("opens with the password of registry.tls.truststore.password")
        .hasMessageNotContaining("wrong-one");
  }

  private static ScriptedRegistry registry() throws IOException {
    var files = new TlsFiles(Optional.of(store("client.trust")), Optional.of(store("registry")));
    return ScriptedRegistry.startTls(files.sslContext());
  }

  private static SchemaRegistryClient client(ScriptedRegistry registry, String trust, String own) {
    return new SchemaRegistryClient(
        RegistrySettings.from(
            Map.of(
                RegistrySettings.URLS,
                registry.url(),
                RegistrySettings.RETRY_ATTEMPTS,
                "1",
                RegistrySettings.TRUST_STORE,
                file(trust).toString(),
                RegistrySettings.TRUST_STORE_PASSWORD,
                PASSWORD,
                RegistrySettings.KEY_STORE,
                file(own).toString(),
                RegistrySettings.KEY_STORE_PASSWORD,
                PASSWORD)));
  }

  private static KeyStoreFile store(String name) {
    return new KeyStoreFile("test." + name, file(name), PASSWORD);
  }

  private static Path file(String name) {
    return folder.resolve(name + ".p12");
  }

  private static void keyPair(String name, String host) throws Exception {
    keytool(
        "-genkeypair -alias %s -keyalg EC -dname CN=%s -ext san=dns:localhost -keystore %s"
            .formatted(name, host, file(name)));
    keytool(
        "-exportcert -alias %s -keystore %s -file %s"
            .formatted(name, file(name), folder.resolve(name + ".cer")));
  }

  private static void trust(String name, String alias) throws Exception {
    keytool(
        "-importcert -noprompt -alias %s -file %s -keystore %s"
            .formatted(alias, folder.resolve(name + ".cer"), file(name + ".trust")));
  }

  private static void keytool(String arguments) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String line = keytool + " " + arguments + " -storetype PKCS12 -storepass " + PASSWORD;
    Path output = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(line.split(" "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("keytool ended: %s", line).isTrue();
    assertThat(process.exitValue()).as("exit code of: %s, see %s", line, output).isZero();
  }
}
