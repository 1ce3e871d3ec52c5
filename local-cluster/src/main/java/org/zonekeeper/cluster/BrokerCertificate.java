package org.zonekeeper.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * The certificate that all brokers of a local cluster show on their secured listener: self-signed,
 * for the loopback address, and another one for each cluster. Made by the JDK's own keytool.
 *
 * @param keyStore PKCS #12, with the private key
 * @param password of the key store; known to nobody but the brokers
 * @param trusted the certificate alone, PEM: what clients trust
 */
record BrokerCertificate(Path keyStore, String password, Path trusted) {
  private static final String ALIAS = "broker";

  /**
   * Makes one.
   *
   * @param directory made if it does not exist
   * @throws StartFailure if keytool does not, with what it says
   */
  static BrokerCertificate in(Path directory) throws InterruptedException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    BrokerCertificate made =
        new BrokerCertificate(
            directory.resolve("broker.p12"),
            HexFormat.of().formatHex(random),
            directory.resolve("broker.pem"));
    try {
      Files.createDirectories(directory);
      made.keytool(
          "-genkeypair",
          "-keyalg",
          "EC",
          "-groupname",
          "secp256r1",
          "-validity",
          "30",
          "-dname",
          "CN=Zonekeeper local cluster",
          "-ext",
          "san=ip:127.0.0.1,dns:localhost");
      made.keytool("-exportcert", "-rfc", "-file", made.trusted.toString());
      return made;
    } catch (IOException e) {
      throw new StartFailure("no certificate for the brokers: " + e.getMessage(), e);
    }
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            ALIAS,
            "-storetype",
            "PKCS12",
            "-keystore",
            keyStore.toString(),
            "-storepass:env",
            "STORE_PASSWORD"));
    ProcessBuilder keytool = new ProcessBuilder(command).redirectErrorStream(true);
    keytool.environment().put("STORE_PASSWORD", password);
    Process running = keytool.start();
    running.getOutputStream().close();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (running.waitFor() != 0) {
      throw new StartFailure("no certificate for the brokers: keytool says: " + said.strip());
    }
  }
}
