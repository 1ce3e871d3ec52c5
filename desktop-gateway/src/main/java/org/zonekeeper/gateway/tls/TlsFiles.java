package org.zonekeeper.gateway.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a certificate and its key are in. Immutable; what they hold is read each time.
 *
 * @param certificate PEM: the certificate, then those that vouch for it
 * @param key PEM: its private key, PKCS #8, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  /**
   * Both in a key store in memory.
   *
   * @throws TlsFilesException if they cannot be read or do not belong together
   */
  KeyStore read(char[] password) {
    try {
      List<Certificate> chain;
      try (var in = new ByteArrayInputStream(Files.readAllBytes(certificate))) {
        chain = List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      }
      if (chain.isEmpty()) {
        throw new TlsFilesException(certificate + " holds no certificate in PEM", null);
      }
      PrivateKey privateKey = privateKey();
      requirePair(chain.getFirst().getPublicKey(), privateKey);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("gateway", privateKey, password, chain.toArray(Certificate[]::new));
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsFilesException(
          "certificate %s or key %s cannot be used: %s".formatted(certificate, key, e.getMessage()),
          e);
    }
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(key, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new TlsFilesException(
          key + " holds no key as -----BEGIN PRIVATE KEY----- (PKCS #8, not encrypted)", null);
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    GeneralSecurityException last = new GeneralSecurityException("no kind of key is known");
    for (String kind : KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(encoded);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Half of a change, the new certificate with the old key, must not be taken. */
  private void requirePair(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
    String algorithm =
        switch (secret.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(PROBE);
    if (!signature.verify(signed)) {
      throw new TlsFilesException(
          "the key in %s is not that of the certificate in %s".formatted(key, certificate), null);
    }
  }
}
