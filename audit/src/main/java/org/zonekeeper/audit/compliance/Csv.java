package org.zonekeeper.audit.compliance;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zonekeeper.schemas.limit.Texts;

/** Comma-separated values after RFC 4180. Stateless. */
public final class Csv {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private Csv() {}

  /** The windows, one a line, with headings. */
  public static String of(List<RatePeriod> windows) {
    return "campaign,from,to,live_answered,agent_in_time,agent_late,hung_up_first,no_agent,marked,"
        + "marked_but_reached,nuisance,failover,percent,failover_percent,worst_sliding_percent,"
        + "within_limit\n"
        + windows.stream().map(window -> line(window) + "\n").collect(Collectors.joining());
  }

  private static String line(RatePeriod window) {
    CallTally calls = window.calls();
    return Stream.of(
            window.campaign(),
            window.from(),
            window.to(),
            calls.live(),
            calls.inTime(),
            calls.late(),
            calls.hungUpFirst(),
            calls.noAgent(),
            calls.marked(),
            calls.markedButReached(),
            calls.nuisance(),
            calls.failover(),
            percent(calls.percent()),
            percent(calls.failoverPercent()),
            percent(window.worst()),
            window.within() ? "yes" : "no")
        .map(Object::toString)
        .map(Csv::field)
        .collect(Collectors.joining(","));
  }

  /**
   * A field, in quotes where it needs them. What a spreadsheet would take for a formula begins with
   * an apostrophe, which makes it a text there; what steers a screen is not shown.
   */
  static String field(String given) {
    String visible = Texts.visible(given);
    String text = isFormula(visible) ? "'" + visible : visible;
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static boolean isFormula(String text) {
    return !text.isEmpty()
        && "=+-@\uFFFD".indexOf(text.charAt(0)) >= 0
        && !NUMBER.matcher(text).matches();
  }

  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.3f", percent);
  }
}
