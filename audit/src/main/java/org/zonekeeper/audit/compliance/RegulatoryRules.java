package org.zonekeeper.audit.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a regulator asks for. The defaults are those of the US (16 CFR 310.4(b)(4)): per campaign,
 * in each successive period of 30 days, at most 3 % of the calls answered by a person may lack an
 * agent within two seconds of the end of the person's greeting. Immutable.
 *
 * @param windowDays length of a period, days
 * @param limitPercent highest allowed share of nuisance calls, percent of live-answered ones
 * @param withinMillis from the end of the greeting to an agent on the line, milliseconds
 * @param timeZone where days begin
 */
public record RegulatoryRules(
    int windowDays, double limitPercent, long withinMillis, ZoneId timeZone) {

  public RegulatoryRules {
    if (windowDays < 1 || windowDays > 3_660) {
      throw new IllegalArgumentException(
          "a window of %d days; allowed: 1 to 3660".formatted(windowDays));
    }
    if (!(limitPercent >= 0 && limitPercent <= 100)) {
      throw new IllegalArgumentException(
          "a limit of %s percent; allowed: 0 to 100".formatted(limitPercent));
    }
    if (withinMillis < 0 || withinMillis > 600_000) {
      throw new IllegalArgumentException(
          "an agent within %d ms; allowed: 0 to 600000".formatted(withinMillis));
    }
  }

  /** The day of a time, epoch milliseconds. */
  LocalDate dayOf(long at) {
    return Instant.ofEpochMilli(at).atZone(timeZone).toLocalDate();
  }
}
