package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that the Agent Managers of an installation share, so that peers can prove to each
 * other that they belong to it; or its absence, and then nothing is proven. Immutable; any thread.
 */
public final class PeerKey {
  /** No secret: lines of the peer protocol carry no proof. */
  public static final PeerKey NONE = new PeerKey(Optional.empty());

  /** For people. */
  public static final String ALLOWED =
      "nothing, or 16 to 256 visible characters, as from 'openssl rand -hex 32'";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Optional<SecretKeySpec> secret;

  private PeerKey(Optional<SecretKeySpec> secret) {
    this.secret = secret;
  }

  /**
   * A key of this secret.
   *
   * @param secret not empty; the longer and the more random the better
   */
  public static PeerKey of(String secret) {
    return new PeerKey(Optional.of(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM)));
  }

  /**
   * Reads the setting.
   *
   * @param secret empty for {@link #NONE}
   * @throws IllegalArgumentException if it is too short, too long, or not visible
   */
  public static PeerKey read(String secret) {
    if (secret.isEmpty()) {
      return NONE;
    }
    if (!secret.matches("\\p{Graph}{16,256}")) {
      throw new IllegalArgumentException("no key; allowed: " + ALLOWED);
    }
    return of(secret);
  }

  /** Whether there is a secret, and so a proof to be asked for. */
  boolean isPresent() {
    return secret.isPresent();
  }

  /** A random word that was never used before: whoever answers it was not recorded earlier. */
  static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * What one side of one connection proves its lines with.
   *
   * @param session what tells this connection and direction from every other: who speaks, the
   *     address that was dialled, and both sides' nonces
   */
  LineProof proof(String... session) {
    return new LineProof(secret.map(PeerKey::mac), String.join(" ", session));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerKey that && secret.equals(that.secret);
  }

  @Override
  public int hashCode() {
    return secret.hashCode();
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return isPresent() ? "PeerKey[not shown]" : "PeerKey[none]";
  }

  private static Mac mac(SecretKeySpec secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this Java lacks %s, which every Java has to have".formatted(ALGORITHM), e);
    }
  }
}
