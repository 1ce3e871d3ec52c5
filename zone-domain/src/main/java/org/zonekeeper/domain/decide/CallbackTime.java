package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.zonekeeper.schemas.common.CallbackRules;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.RefusalReason;

/**
 * A time for a callback as somebody asked for it, or why it cannot be that. An immutable value.
 *
 * @param refusal empty: it can be
 * @param local where the contact is; a dummy if it is refused
 * @param now epoch milliseconds
 */
record CallbackTime(
    Optional<CommandVerdict> refusal,
    LocalDateTime local,
    CallingHours hours,
    CallbackRules rules,
    long now) {
  /** Later than that nobody remembers what it was about; the field has 30 to 90 days. */
  static final Duration FURTHEST = Duration.ofDays(30);

  static CallbackTime of(String written, String timeZone, CallbackRules rules, long now) {
    Optional<ZoneId> region = CallingHours.region(timeZone);
    Optional<LocalDateTime> local = CallingHours.dateAndTime(written);
    CallingHours hours =
        new CallingHours(
            region.orElse(ZoneId.of("UTC")),
            CallingHours.time(rules.getOpensAt()).orElseThrow(),
            CallingHours.time(rules.getClosesAt()).orElseThrow());
    Optional<CommandVerdict> refusal =
        region.isEmpty()
            ? Optional.of(
                refused(
                    RefusalReason.INVALID_PARAMETER,
                    "timeZone is none that is known; allowed: a region, such as Europe/Vienna, or"
                        + " UTC"))
            : local.isEmpty() ? notATime("localTime") : fault(local.get(), hours, rules, now);
    return new CallbackTime(refusal, local.orElse(LocalDateTime.MIN), hours, rules, now);
  }

  private static Optional<CommandVerdict> fault(
      LocalDateTime local, CallingHours hours, CallbackRules rules, long now) {
    if (local.isBefore(hours.localAt(now).minusDays(1)) || hours.at(local) <= now) {
      return Optional.of(
          refused(
              RefusalReason.TIME_IN_PAST,
              "%s in %s is not later than now, %s there",
              local,
              hours.region(),
              hours.localAt(now)));
    }
    if (local.isAfter(hours.localAt(now).plus(FURTHEST))) {
      return Optional.of(
          refused(
              RefusalReason.INVALID_PARAMETER,
              "%s is more than %d days ahead; allowed: up to then",
              local,
              FURTHEST.toDays()));
    }
    return hours.areOpen(hours.at(local))
        ? Optional.empty()
        : Optional.of(
            refused(
                RefusalReason.OUTSIDE_LEGAL_HOURS,
                "nobody may be called at %s in %s; allowed: %s to %s there",
                local.toLocalTime(),
                hours.region(),
                rules.getOpensAt(),
                rules.getClosesAt()));
  }

  /** Why it cannot expire then; empty: it can. */
  Optional<CommandVerdict> expiryRefusal(String written) {
    if (written == null) {
      return Optional.empty();
    }
    Optional<LocalDateTime> expiry = CallingHours.dateAndTime(written);
    if (expiry.isEmpty()) {
      return notATime("expiresAt");
    }
    return expiry.get().isAfter(local) && !expiry.get().isAfter(local.plus(FURTHEST))
        ? Optional.empty()
        : Optional.of(
            refused(
                RefusalReason.INVALID_PARAMETER,
                "expiresAt is %s; allowed: later than %s, by %d days at most",
                expiry.get(),
                local,
                FURTHEST.toDays()));
  }

  private static Optional<CommandVerdict> notATime(String field) {
    return Optional.of(
        refused(
            RefusalReason.INVALID_PARAMETER,
            "%s is no date and time; allowed: such as 2026-12-01T15:30",
            field));
  }

  /** Epoch milliseconds. */
  long dueAt() {
    return hours.at(local);
  }

  /** Epoch milliseconds. */
  long expiresAt(CallbackType type, String written) {
    return Optional.ofNullable(written)
        .flatMap(CallingHours::dateAndTime)
        .map(hours::at)
        .orElseGet(() -> CallbackSteps.expiry(type, dueAt(), rules, hours));
  }
}
