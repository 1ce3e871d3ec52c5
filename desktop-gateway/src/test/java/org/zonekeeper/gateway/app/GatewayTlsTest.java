package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.gateway.tls.TlsFilesException;
import org.zonekeeper.schemas.ZoneDirectory;

/** TLS by PEM files that change under a running gateway. */
class GatewayTlsTest {
  private static final String DIRECTORY = "north=0";
  private static final String PASSWORD = "password";

  @TempDir private Path directory;
  private Gateway gateway;

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void aChangedCertificateIsTakenAndConnectionsThatStandGoOn() throws Exception {
    install(made("first", "EC"));
    start();
    try (SSLSocket standing = connect()) {
      assertThat(nameShown(standing)).isEqualTo("CN=first");
      Upgrade opened = upgrade(standing);
      assertThat(opened.status()).isEqualTo(101);

      Path second = made("second", "RSA");
      install(second);
      await("the new certificate")
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                try (SSLSocket next = connect()) {
                  return nameShown(next).equals("CN=second");
                }
              });
      // A masked close frame: the old connection still speaks, and is answered.
      standing.getOutputStream().write(new byte[] {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0});
      assertThat(readUntilClose(standing.getInputStream())).isTrue();
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefusedAtTheStart() throws Exception {
    install(made("first", "EC"));
    Files.copy(
        made("second", "EC").resolve("key.pem"),
        directory.resolve("key.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::start)
        .isInstanceOf(TlsFilesException.class)
        .hasMessageContaining("is not that of the certificate");
  }

  private void start() throws InterruptedException {
    InMemoryKafka kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    kafka.holds(new Given("north").heartbeat(System.currentTimeMillis()));
    Map<String, String> settings = new HashMap<>();
    settings.put("insecure.development", "yes");
    settings.put("listen.port", "0");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    settings.put("tls.certificate", directory.resolve("cert.pem").toString());
    settings.put("tls.key", directory.resolve("key.pem").toString());
    gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
  }

  private void install(Path made) throws IOException {
    for (String file : new String[] {"cert.pem", "key.pem"}) {
      Path next = directory.resolve(file + ".next");
      Files.copy(made.resolve(file), next);
      Files.move(next, directory.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A self-signed certificate, by the JDK's own tool. */
  private Path made(String name, String algorithm) throws Exception {
    Path at = Files.createDirectories(directory.resolve(name));
    Path store = at.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    pem(at.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("a").getEncoded());
    pem(
        at.resolve("key.pem"),
        "PRIVATE KEY",
        keys.getKey("a", PASSWORD.toCharArray()).getEncoded());
    return at;
  }

  private static void pem(Path file, String kind, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind));
  }

  private SSLSocket connect() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.port());
    socket.startHandshake();
    return socket;
  }

  private static String nameShown(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  private Upgrade upgrade(SSLSocket socket) throws IOException {
    return Upgrade.ask(socket, gateway.port(), "/v1/agent");
  }

  private static boolean readUntilClose(InputStream in) throws IOException {
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == 0x88) {
        return true;
      }
    }
    return false;
  }

  /** Which certificate it is, not whose, is what the test asks. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
