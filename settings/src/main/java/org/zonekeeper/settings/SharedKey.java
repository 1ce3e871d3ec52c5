package org.zonekeeper.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that parts of an installation share, so that they can prove to each other that they
 * belong to it, without ever sending it; or its absence, and then nothing is proven. What is sent
 * is not encrypted. Immutable; any thread.
 */
public final class SharedKey {
  /** No secret: nothing is proven. */
  public static final SharedKey NONE = new SharedKey(Optional.empty());

  /** For people. */
  public static final String ALLOWED =
      "nothing, or 16 to 256 visible characters, as from 'openssl rand -hex 32'";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Optional<SecretKeySpec> secret;

  private SharedKey(Optional<SecretKeySpec> secret) {
    this.secret = secret;
  }

  /** Declares a setting that is such a key; without a value there is none. */
  public static TextSetting<SharedKey> setting(String key) {
    return TextSetting.of(key).readBy(SharedKey::read, ALLOWED).defaultsTo("");
  }

  /**
   * A key of this secret.
   *
   * @param secret not empty; the longer and the more random the better
   */
  public static SharedKey of(String secret) {
    return new SharedKey(Optional.of(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM)));
  }

  private static SharedKey read(String secret) {
    if (secret.isEmpty()) {
      return NONE;
    }
    if (!secret.matches("\\p{Graph}{16,256}")) {
      throw new IllegalArgumentException("no key; allowed: " + ALLOWED);
    }
    return of(secret);
  }

  /** Whether there is a secret, and so a proof to be asked for. */
  public boolean isPresent() {
    return secret.isPresent();
  }

  /** A random word that was never used before: whoever answers it was not recorded earlier. */
  public static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * The message authentication code of a text: who has no key cannot make it.
   *
   * @param text in it whatever tells this use from every other: what it is for, both sides' nonces
   * @throws IllegalStateException if there is no secret
   */
  public String code(String text) {
    SecretKeySpec key =
        secret.orElseThrow(() -> new IllegalStateException("without a key nothing is proven"));
    return HexFormat.of().formatHex(mac(key).doFinal(text.getBytes(UTF_8)));
  }

  /** Whether this is the code of that text; takes as long for a wrong one as for a right one. */
  public boolean proves(String code, String text) {
    return MessageDigest.isEqual(code(text).getBytes(UTF_8), code.getBytes(UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedKey that && secret.equals(that.secret);
  }

  @Override
  public int hashCode() {
    return secret.hashCode();
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return isPresent() ? "SharedKey[not shown]" : "SharedKey[none]";
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
