package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides when a silent peer is to be evicted. The limit grows with the pauses that are usual where
 * peers share starved cores, and doubles with every eviction that proved wrong; at Kafka's session
 * time-out it ends, since from there on Kafka knows better. One peer at a time: when several are
 * silent, it is rather the watcher who does not hear. A peer whose process has ended is none of its
 * business. Shared by the threads that watch; thread-safe.
 */
final class EvictionPolicy {
  /** As a beat in three pauses may well be lost. */
  private static final int PAUSES = 3;

  /** The limit of 600 ms has reached any session time-out of less than ten minutes by then. */
  private static final int MOST_DOUBLINGS = 10;

  /** After each of these one wrong eviction is forgotten. */
  private static final Duration FORGIVEN = Duration.ofMinutes(5);

  private static final int REMEMBERED = 256;

  private final Duration silence;
  private final Duration session;
  private final LongSupplier nanos;
  private final Map<String, PastEviction> evictions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PastEviction> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long lastEviction;
  private boolean hasEvicted;

  /** What is known of a peer that was evicted. */
  private record PastEviction(int wrong, long since, Verdict verdict) {
    enum Verdict {
      OPEN,
      WRONG
    }
  }

  /**
   * @param silence the least after which a peer is evicted
   * @param session Kafka's own time-out
   * @param nanos a steady clock, nanoseconds
   */
  EvictionPolicy(Duration silence, Duration session, LongSupplier nanos) {
    this.silence = silence;
    this.session = session;
    this.nanos = nanos;
  }

  /** How long the peer may be silent now. */
  synchronized Duration limit(String client, Duration longestPause) {
    Duration usual = longestPause.multipliedBy(PAUSES);
    Duration least = usual.compareTo(silence) > 0 ? usual : silence;
    Duration limit = least.multipliedBy(1L << Math.min(MOST_DOUBLINGS, wrongEvictions(client)));
    return limit.compareTo(session) < 0 ? limit : session;
  }

  /** Kafka's own time-out: a silence as long is Kafka's business alone. */
  Duration session() {
    return session;
  }

  /** Whether a peer that has been silent for as long as it may is to be evicted; then it is. */
  synchronized boolean admits(String client, Duration silent, Duration longestPause) {
    Duration limit = limit(client, longestPause);
    long now = nanos.getAsLong();
    boolean anotherJustNow = hasEvicted && now - lastEviction < session.toNanos() / 2;
    if (silent.compareTo(limit) < 0 || limit.equals(session) || anotherJustNow) {
      return false;
    }
    hasEvicted = true;
    lastEviction = now;
    evictions.put(client, new PastEviction(wrongEvictions(client), now, PastEviction.Verdict.OPEN));
    return true;
  }

  /** The peer speaks: if it was evicted, that was wrong. */
  synchronized void heard(String client) {
    PastEviction past = evictions.get(client);
    if (past != null && past.verdict() == PastEviction.Verdict.OPEN) {
      evictions.put(
          client,
          new PastEviction(past.wrong() + 1, nanos.getAsLong(), PastEviction.Verdict.WRONG));
    }
  }

  private int wrongEvictions(String client) {
    PastEviction past = evictions.get(client);
    if (past == null) {
      return 0;
    }
    long forgiven = (nanos.getAsLong() - past.since()) / FORGIVEN.toNanos();
    return (int) Math.max(0, past.wrong() - forgiven);
  }
}
