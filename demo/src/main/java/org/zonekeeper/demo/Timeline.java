package org.zonekeeper.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** What happens, line by line, with seconds since the start. Safe on any thread. */
final class Timeline {
  private final PrintWriter out;
  private final long begun = System.currentTimeMillis();

  Timeline(PrintWriter out) {
    this.out = out;
  }

  /** A new act of the demo. */
  void act(String title) {
    print("%n%s%n".formatted(title));
  }

  /** Something that happened now. */
  void tell(String where, String what) {
    tell(System.currentTimeMillis(), where, what);
  }

  /** Something that happened at the time, epoch milliseconds. */
  void tell(long at, String where, String what) {
    String line =
        String.format(Locale.ROOT, "%7.2f s  %-8s %s", (at - begun) / 1000.0, where, what);
    print((line.length() > 120 ? line.substring(0, 119) + "…" : line) + System.lineSeparator());
  }

  private synchronized void print(String text) {
    out.print(text);
    out.flush();
  }
}
