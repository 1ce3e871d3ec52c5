package org.zonekeeper.cluster.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Codes and refresh tokens that were handed out, each good for one use. Bounded: the oldest are
 * forgotten. Thread-safe.
 */
final class Grants {
  private static final int MOST = 10_000;
  private static final Duration LIFETIME = Duration.ofHours(8);

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final Map<String, Grant> byKey = new LinkedHashMap<>();

  /**
   * What one key stands for.
   *
   * @param challenge what the code's verifier must hash to, by S256; empty for refresh tokens
   * @param redirect where the code was sent; empty for refresh tokens
   * @param nonce to be repeated in the id token
   */
  record Grant(
      DevelopmentAccount account,
      String client,
      Optional<String> challenge,
      Optional<String> redirect,
      Optional<String> nonce,
      long dueMs) {}

  Grants(InstantSource clock) {
    this.clock = clock;
  }

  synchronized String code(
      DevelopmentAccount account,
      String client,
      String challenge,
      String redirect,
      Optional<String> nonce) {
    long due = clock.millis() + Duration.ofMinutes(1).toMillis();
    return keep(
        new Grant(account, client, Optional.of(challenge), Optional.of(redirect), nonce, due));
  }

  synchronized String refresh(DevelopmentAccount account, String client) {
    long due = clock.millis() + LIFETIME.toMillis();
    return keep(
        new Grant(account, client, Optional.empty(), Optional.empty(), Optional.empty(), due));
  }

  /** What the key stands for, once. */
  synchronized Optional<Grant> take(String key) {
    return Optional.ofNullable(byKey.remove(key)).filter(grant -> grant.dueMs() > clock.millis());
  }

  /** How RFC 7636 makes a challenge of a verifier. */
  static String challengeOf(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private String keep(Grant grant) {
    byte[] bits = new byte[24];
    random.nextBytes(bits);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    byKey.put(key, grant);
    if (byKey.size() > MOST) {
      Iterator<String> oldest = byKey.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return key;
  }
}
