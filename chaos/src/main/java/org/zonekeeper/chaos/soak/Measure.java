package org.zonekeeper.chaos.soak;

import java.util.Locale;

/** What is sampled of a process, and by how much it may rise within a run and still be flat. */
enum Measure {
  /** Bytes that a collection of everything leaves. */
  HEAP("heap", "MB", 1 << 20, 16 << 20),
  /** Servers' pools fill up to their bounds. */
  THREADS("threads", "", 1, 40),
  /** Open files, sockets among them. */
  FILES("files", "", 1, 24),
  /** Open sockets, where the operating system tells them. */
  SOCKETS("sockets", "", 1, 24),
  /** Entries in the stores of all zones, but for {@link #FACTS}. */
  ENTRIES("entries", "", 1, 400),
  /**
   * Entries in the same stores that remember, for a day, what facts were decided on: they fill up
   * to their bound, and are not judged by their slope.
   */
  FACTS("facts", "", 1, 0);

  /** Of what there is: load is not the same from minute to minute. */
  private static final double SHARE = 0.1;

  private final String words;
  private final String unit;
  private final double scale;
  private final double least;

  Measure(String words, String unit, double scale, double least) {
    this.words = words;
    this.unit = unit;
    this.scale = scale;
    this.least = least;
  }

  /** The most that it may rise by: a tenth of what there is, or a little where there is little. */
  double mayRise(double typical) {
    return Math.max(least, SHARE * typical);
  }

  String words() {
    return words;
  }

  /** A value with its unit. */
  String told(double value) {
    return (unit.isEmpty() ? "%,.0f" : "%,.1f " + unit).formatted(value / scale);
  }

  /** A change with its sign and unit. */
  String toldChange(double change) {
    return (change < 0 ? "-" : "+") + told(Math.abs(change));
  }

  /** As JSON has it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
