package org.zonekeeper.gateway.dashboard;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One change of a zone's owner and what followed from it. Mutable until the next one; gateway
 * thread only. Times are epoch milliseconds, 0: not yet, or not at all.
 */
final class OwnerChange {
  /** Which kind of change. */
  enum Kind {
    OPENED,
    HANDED_OVER,
    TAKEN_OVER
  }

  /** What happened of each kind since, by name; counters that stayed 0 are left out. */
  enum Count {
    MARKED_NUISANCE("nuisance"),
    COMMANDS_REFUSED("refused"),
    CALLS_ENDED("callsEnded"),
    LOGGED_OFF("loggedOff"),
    RELOGIN_REQUIRED("relogin"),
    CONVERSATIONS_SURVIVED("survived"),
    DESKTOPS_ASKED("desktopsAsked"),
    DESKTOPS_PASSED("desktopsPassed"),
    DESKTOPS_FAILED("desktopsFailed"),
    CALLS_ASKED("callsAsked"),
    CALLS_UNKNOWN("callsUnknown");

    private final String wireName;

    Count(String wireName) {
      this.wireName = wireName;
    }
  }

  private final Kind kind;
  private final Map<String, Object> fixed = new LinkedHashMap<>();
  private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
  private final long epoch;
  private final long at;
  private final int attemptsPerMinuteBefore;
  private long outageBeganAt;
  private long noticedAt;
  private long availableAt;
  private long firstDialAt;
  private long longestSince;
  private boolean past;
  private boolean changed = true;

  OwnerChange(Kind kind, long epoch, long at, int attemptsPerMinuteBefore) {
    this.kind = kind;
    this.epoch = epoch;
    this.at = at;
    this.attemptsPerMinuteBefore = attemptsPerMinuteBefore;
    fixed.put("kind", kind.name());
    fixed.put("epoch", epoch);
    fixed.put("at", at);
  }

  OwnerChange with(String field, Object value) {
    fixed.put(field, value);
    return this;
  }

  OwnerChange outageBegan(long instant) {
    outageBeganAt = instant;
    return this;
  }

  /** It was before this gateway began to count: what it cost is not known here. */
  OwnerChange asPast() {
    past = true;
    return this;
  }

  boolean isPast() {
    return past;
  }

  Kind kind() {
    return kind;
  }

  long epoch() {
    return epoch;
  }

  long at() {
    return at;
  }

  boolean isAvailable() {
    return availableAt > 0;
  }

  void noticed(long instant) {
    noticedAt = instant;
    changed = true;
  }

  void available(long instant) {
    availableAt = instant;
    changed = true;
  }

  void dialled(long instant) {
    if (firstDialAt == 0) {
      firstDialAt = instant;
      changed = true;
    }
  }

  void count(Count what, int more) {
    counts.merge(what, more, Integer::sum);
    changed = true;
  }

  /** A conversation that ran through. */
  void survived(long connectedAt) {
    longestSince = longestSince == 0 ? connectedAt : Math.min(longestSince, connectedAt);
    count(Count.CONVERSATIONS_SURVIVED, 1);
  }

  /** Whether it changed since the last time that this was asked. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** As the notification carries it. */
  Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>(fixed);
    if (kind == Kind.TAKEN_OVER) {
      plain.put("outageBeganAt", outageBeganAt);
      putIfKnown(plain, "noticedAt", noticedAt);
      putIfKnown(plain, "availableAt", availableAt);
      putIfKnown(plain, "firstDialAt", firstDialAt);
      putIfKnown(plain, "longestConversationSince", longestSince);
      if (!past) {
        plain.put("attemptsNotMade", attemptsNotMade());
      }
    }
    if (past) {
      plain.put("past", true);
    }
    for (Count each : Count.values()) {
      int count = counts.getOrDefault(each, 0);
      if (count > 0) {
        plain.put(each.wireName, count);
      }
    }
    return plain;
  }

  /** What would have been dialled at the rate of the minute before. */
  private long attemptsNotMade() {
    long end = Math.max(at, Math.max(availableAt, firstDialAt));
    return Math.round(attemptsPerMinuteBefore * (end - outageBeganAt) / 60_000.0);
  }

  private static void putIfKnown(Map<String, Object> plain, String field, long instant) {
    if (instant > 0) {
      plain.put(field, instant);
    }
  }
}
