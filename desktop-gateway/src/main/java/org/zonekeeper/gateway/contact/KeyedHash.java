package org.zonekeeper.gateway.contact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes what the journal may name and may not tell: without the secret nobody can try out all
 * telephone numbers, or all short texts. Immutable; any thread.
 */
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * @param secret at least 16 bytes
   */
  public KeyedHash(byte[] secret) {
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Of a text, 64 hex digits. */
  public String of(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * Of a telephone number, however it is written: spaces, brackets, dots and dashes do not count.
   */
  public String ofNumber(String number) {
    return of(number.replaceAll("[^0-9+]", ""));
  }
}
