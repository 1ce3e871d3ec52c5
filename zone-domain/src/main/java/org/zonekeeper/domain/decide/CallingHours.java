package org.zonekeeper.domain.decide;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.zonekeeper.schemas.common.CallbackRules;

/**
 * When people somewhere may be called, by their own clocks. An immutable value. Where clocks are
 * put forward, a local time that does not exist is the moment as much later; where they are put
 * back, one that exists twice is the first.
 *
 * @param region where the people are
 * @param opens from when on
 * @param closes until when, exclusive; {@link LocalTime#MAX} for midnight
 */
record CallingHours(ZoneId region, LocalTime opens, LocalTime closes) {
  private static final String MIDNIGHT = "24:00";

  /**
   * @throws DateTimeException if the region or a time is none: the job's settings were checked, and
   *     the region when the callback was arranged
   */
  static CallingHours of(String region, CallbackRules rules) {
    return new CallingHours(
        ZoneId.of(region),
        time(rules.getOpensAt()).orElseThrow(),
        time(rules.getClosesAt()).orElseThrow());
  }

  /** A time of day as settings have it, "08:00" to "24:00". */
  static Optional<LocalTime> time(String written) {
    if (written.equals(MIDNIGHT)) {
      return Optional.of(LocalTime.MAX);
    }
    try {
      return Optional.of(LocalTime.parse(written));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Date and time as commands have them, such as "2026-12-01T15:30". */
  static Optional<LocalDateTime> dateAndTime(String written) {
    try {
      return Optional.of(LocalDateTime.parse(written).withNano(0));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A region such as Europe/Vienna, or UTC. */
  static Optional<ZoneId> region(String written) {
    try {
      return Optional.of(ZoneId.of(written));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Epoch milliseconds of a local time. */
  long at(LocalDateTime local) {
    return local.atZone(region).toInstant().toEpochMilli();
  }

  /** The local time there, to the second. */
  LocalDateTime localAt(long millis) {
    return there(millis).toLocalDateTime().withNano(0);
  }

  boolean areOpen(long millis) {
    LocalTime time = there(millis).toLocalTime();
    return !time.isBefore(opens) && time.isBefore(closes);
  }

  /** This moment if people may be called, else the next one at which they may. */
  long openFrom(long millis) {
    if (areOpen(millis)) {
      return millis;
    }
    LocalDate today = there(millis).toLocalDate();
    long opening = at(today.atTime(opens));
    return opening > millis ? opening : at(today.plusDays(1).atTime(opens));
  }

  /** When the hours end on that day. */
  long closing(long millis) {
    LocalDate day = there(millis).toLocalDate();
    return closes.equals(LocalTime.MAX)
        ? at(day.plusDays(1).atStartOfDay())
        : at(day.atTime(closes));
  }

  private ZonedDateTime there(long millis) {
    return Instant.ofEpochMilli(millis).atZone(region);
  }
}
