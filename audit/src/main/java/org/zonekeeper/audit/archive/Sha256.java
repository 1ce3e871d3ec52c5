package org.zonekeeper.audit.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hex. Stateless; any thread. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String of(byte[] bytes) {
    MessageDigest digest = begin();
    digest.update(bytes);
    return end(digest);
  }

  static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
