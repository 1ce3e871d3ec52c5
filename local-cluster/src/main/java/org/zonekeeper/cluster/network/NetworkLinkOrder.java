package org.zonekeeper.cluster.network;

/**
 * What a {@link NetworkLinkProcess} is told, one line each: a word and its arguments, by blanks.
 * Each is answered with one line. Immutable.
 *
 * @param line without its end
 */
record NetworkLinkOrder(String line) {
  static final String LAY = "lay";
  static final String CUT = "cut";
  static final String MEND = "mend";

  /** The answer to what has been done; everything else is why it has not. */
  static final String DONE = "done";

  /** Lay a cable from a free port to this one; answered with {@link #DONE} and where it begins. */
  static NetworkLinkOrder lay(int target) {
    return new NetworkLinkOrder(LAY + " " + target);
  }

  /** Cut the cable that begins there. */
  static NetworkLinkOrder cut(int port, Direction direction) {
    return new NetworkLinkOrder("%s %d %s".formatted(CUT, port, direction));
  }

  /** Mend the cable that begins there. */
  static NetworkLinkOrder mend(int port) {
    return new NetworkLinkOrder(MEND + " " + port);
  }
}
