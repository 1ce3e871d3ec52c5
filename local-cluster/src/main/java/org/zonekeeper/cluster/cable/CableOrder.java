package org.zonekeeper.cluster.cable;

/**
 * What a {@link CableProcess} is told, one line each: a word and its arguments, by blanks. Each is
 * answered with one line. Immutable.
 *
 * @param line without its end
 */
record CableOrder(String line) {
  static final String LAY = "lay";
  static final String CUT = "cut";
  static final String MEND = "mend";

  /** The answer to what has been done; everything else is why it has not. */
  static final String DONE = "done";

  /** Lay a cable from a free port to this one; answered with {@link #DONE} and where it begins. */
  static CableOrder lay(int target) {
    return new CableOrder(LAY + " " + target);
  }

  /** Cut the cable that begins there. */
  static CableOrder cut(int port, Direction direction) {
    return new CableOrder("%s %d %s".formatted(CUT, port, direction));
  }

  /** Mend the cable that begins there. */
  static CableOrder mend(int port) {
    return new CableOrder(MEND + " " + port);
  }
}
