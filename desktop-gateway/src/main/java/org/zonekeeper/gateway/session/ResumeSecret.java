package org.zonekeeper.gateway.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What resumes a session: random, told to the desktop once and kept nowhere. On record is only its
 * digest together with the subject that it was given to, so that it is of no use to anybody else,
 * and whoever reads the topics can resume nothing. Immutable; its text is never logged.
 */
public final class ResumeSecret {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private ResumeSecret(String text) {
    this.text = text;
  }

  /** A new one, of 256 random bits. */
  public static ResumeSecret create() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return new ResumeSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** One that a desktop presents. */
  public static ResumeSecret presented(String text) {
    return new ResumeSecret(text);
  }

  /** As the desktop gets it, and nobody else. */
  public String text() {
    return text;
  }

  /**
   * SHA-256, in hex, of the secret and the subject: what may stand in topics.
   *
   * @param subject the token's, of whoever the secret was given to
   */
  public String digest(String subject) {
    return HexFormat.of().formatHex(hash(subject));
  }

  /** Whether a session with that digest is this secret's, presented by that subject. */
  public boolean resumes(String digest, String subject) {
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.UTF_8), digest(subject).getBytes(StandardCharsets.UTF_8));
  }

  private byte[] hash(String subject) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(text.getBytes(StandardCharsets.UTF_8));
      // No secret has a zero byte, so no other pair gives the same bytes.
      sha.update((byte) 0);
      return sha.digest(subject.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "a resume secret";
  }
}
