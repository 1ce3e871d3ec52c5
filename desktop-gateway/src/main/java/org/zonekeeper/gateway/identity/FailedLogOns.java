package org.zonekeeper.gateway.identity;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.limit.Names;

/**
 * Log-ons that failed: on record, counted, and bounded per address and per subject. A good token is
 * let in however many bad ones came from its address, for an office may share one; a subject whose
 * own good tokens were refused too often has to wait. Thread-safe.
 */
public final class FailedLogOns {
  private static final Logger LOG = LoggerFactory.getLogger(FailedLogOns.class);

  private static final long WINDOW_MS = 60_000;
  private static final int MOST_REMEMBERED = 10_000;

  private final Limits limits;
  private final LongSupplier clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private final Map<Denial, LongAdder> counts;

  /**
   * How many may fail in a minute.
   *
   * @param ofAddress after that the address is answered {@link Denial#TOO_MANY_FAILURES}
   * @param ofSubject likewise
   */
  public record Limits(int ofAddress, int ofSubject) {}

  private static final class Window {
    private long beganAt;
    private int failures;
  }

  /**
   * @param clock milliseconds, from any beginning, that only grow
   */
  public FailedLogOns(Limits limits, LongSupplier clock) {
    this.limits = limits;
    this.clock = clock;
    Map<Denial, LongAdder> zeros = new EnumMap<>(Denial.class);
    for (Denial denial : Denial.values()) {
      zeros.put(denial, new LongAdder());
    }
    this.counts = Collections.unmodifiableMap(zeros);
  }

  /**
   * Puts a failure on record.
   *
   * @return what the client is told: the denial itself, or that there were too many
   */
  public Denial record(String address, DeniedException failure) {
    boolean over = count("address " + address) > limits.ofAddress();
    failure.subject().ifPresent(subject -> count("subject " + subject));
    Denial told = over ? Denial.TOO_MANY_FAILURES : failure.denial();
    counts.get(told).increment();
    if (!over) {
      LOG.warn(
          "log-on refused address={} subject={} reason={} detail=\"{}\"",
          address,
          failure.subject().map(FailedLogOns::shown).orElse("-"),
          failure.denial(),
          shown(String.valueOf(failure.getMessage())));
    } else if (failures("address " + address) == limits.ofAddress() + 1) {
      LOG.warn(
          "log-ons refused address={} more than {} in a minute: the rest of this minute is counted"
              + " and not named",
          address,
          limits.ofAddress());
    }
    return told;
  }

  /** Whether somebody whose token is good has failed too often within the minute. */
  public boolean isLocked(String subject) {
    return failures("subject " + subject) >= limits.ofSubject();
  }

  /** How many were refused for that reason since the start. */
  public long count(Denial denial) {
    return counts.get(denial).sum();
  }

  /** So many failures in this minute, this one included. */
  private synchronized int count(String key) {
    long now = clock.getAsLong();
    Window window = windows.computeIfAbsent(key, each -> new Window());
    if (window.failures == 0 || now - window.beganAt >= WINDOW_MS) {
      window.beganAt = now;
      window.failures = 0;
    }
    window.failures++;
    return window.failures;
  }

  private synchronized int failures(String key) {
    Window window = windows.get(key);
    return window == null || clock.getAsLong() - window.beganAt >= WINDOW_MS ? 0 : window.failures;
  }

  /** For the log: nothing that steers a terminal, and not long. */
  private static String shown(String text) {
    String cut = text.length() <= Names.MOST_CHARACTERS ? text : text.substring(0, 128);
    return Names.isName(cut) ? cut : cut.replaceAll("[^ -~]", "?");
  }
}
