package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * The proofs of the lines that one side of one connection sends: a message authentication code at
 * the end of each, over the connection's nonces, the number of the line and its text. A line that
 * was altered, left out, sent twice or recorded on another connection does not verify. Without a
 * key lines are as they are. Used by one thread.
 */
final class LineProof {
  private final Optional<Mac> mac;
  private final String session;
  private long lines;

  LineProof(Optional<Mac> mac, String session) {
    this.mac = mac;
    this.session = session;
  }

  /** The next line to be sent. */
  String seal(String text) {
    return mac.map(keyed -> text + " " + code(keyed, text)).orElse(text);
  }

  /** The text of the next line that was received; empty if its proof is missing or wrong. */
  Optional<String> open(String line) {
    if (mac.isEmpty()) {
      return Optional.of(line);
    }
    int blank = line.lastIndexOf(' ');
    if (blank < 0) {
      return Optional.empty();
    }
    String text = line.substring(0, blank);
    byte[] expected = code(mac.get(), text).getBytes(UTF_8);
    return MessageDigest.isEqual(expected, line.substring(blank + 1).getBytes(UTF_8))
        ? Optional.of(text)
        : Optional.empty();
  }

  private String code(Mac keyed, String text) {
    String proven = session + "\n" + lines++ + "\n" + text;
    return HexFormat.of().formatHex(keyed.doFinal(proven.getBytes(UTF_8)));
  }
}
