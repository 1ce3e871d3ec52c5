package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.schemas.registry.KeyStoreFile;
import org.zonekeeper.schemas.registry.TlsFiles;

/** A recorder over https that asks who we are; certificates made by the JDK's own keytool. */
class RecorderTlsTest {
  private static final byte[] BATCH = "[]".getBytes(StandardCharsets.UTF_8);
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;
  private HttpsServer server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    keyPair("recorder", "localhost");
    keyPair("forwarder", "forwarder");
    keyPair("stranger", "stranger");
    trust("recorder");
    trust("forwarder");
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var files = new TlsFiles(Optional.of(store("forwarder.trust")), Optional.of(store("recorder")));
    server.setHttpsConfigurator(
        new HttpsConfigurator(files.sslContext()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ours = getSSLContext().getDefaultSSLParameters();
            ours.setNeedClientAuth(true);
            parameters.setSSLParameters(ours);
          }
        });
    server.createContext(
        "/v1/events",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachKnowsTheOther() {
    assertThat(post("recorder.trust", "forwarder")).isEqualTo(new Delivery.Accepted());
  }

  @Test
  void nothingIsSentToARecorderThatIsNotTrusted() {
    assertThat(post("forwarder.trust", "forwarder"))
        .isInstanceOfSatisfying(
            Delivery.Unclear.class,
            answer -> assertThat(answer.reason()).contains("SSLHandshakeException"));
  }

  @Test
  void whoIsNotTrustedIsNotLetIn() {
    assertThat(post("recorder.trust", "stranger")).isInstanceOf(Delivery.Unclear.class);
  }

  private Delivery post(String trust, String own) {
    String address = "https://localhost:" + server.getAddress().getPort();
    RecorderSettings settings =
        ForwarderSettings.recorder(
            ForwarderSetting.RECORDER.read(
                Map.of(
                    "recorder.url",
                    address,
                    "recorder.tls.truststore",
                    file(trust).toString(),
                    "recorder.tls.truststore.password",
                    PASSWORD,
                    "recorder.tls.keystore",
                    file(own).toString(),
                    "recorder.tls.keystore.password",
                    PASSWORD)));
    try (RecorderHttp recorder = new RecorderHttp(settings)) {
      return recorder.post(BATCH).join();
    }
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

  /** A store NAME.trust that trusts the holder of NAME. */
  private static void trust(String name) throws Exception {
    keytool(
        "-importcert -noprompt -alias %s -file %s -keystore %s"
            .formatted(name, folder.resolve(name + ".cer"), file(name + ".trust")));
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
