package org.zonekeeper.am.ownership;

import java.util.Optional;
import org.zonekeeper.settings.SharedKey;

/**
 * The proofs of the lines that one side of one connection sends: a message authentication code at
 * the end of each, over the connection's nonces, the number of the line and its text. A line that
 * was altered, left out, sent twice or recorded on another connection does not verify. Without a
 * key lines are as they are. Used by one thread.
 */
final class LineProof {
  private final SharedKey key;
  private final String session;
  private long lines;

  /**
   * Proofs of the lines of one side.
   *
   * @param session what tells this connection and direction from every other: who speaks, the
   *     address that was dialled, and both sides' nonces
   */
  LineProof(SharedKey key, String... session) {
    this.key = key;
    this.session = String.join(" ", session);
  }

  /** The next line to be sent. */
  String seal(String text) {
    return key.isPresent() ? text + " " + key.code(proven(text)) : text;
  }

  /** The text of the next line that was received; empty if its proof is missing or wrong. */
  Optional<String> open(String line) {
    if (!key.isPresent()) {
      return Optional.of(line);
    }
    int blank = line.lastIndexOf(' ');
    if (blank < 0) {
      return Optional.empty();
    }
    String text = line.substring(0, blank);
    return key.proves(line.substring(blank + 1), proven(text))
        ? Optional.of(text)
        : Optional.empty();
  }

  private String proven(String text) {
    return session + "\n" + lines++ + "\n" + text;
  }
}
