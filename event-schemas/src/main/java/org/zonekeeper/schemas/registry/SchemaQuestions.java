package org.zonekeeper.schemas.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What questions for unknown schema ids may cost those who read: anybody can write a record with an
 * id that nobody knows, and while the registry is asked the reader's zones wait. So an id that is
 * not there is not asked for again for a while, so many may be asked for in a second, and a
 * registry that did not answer is left alone for a moment. Thread-safe.
 */
final class SchemaQuestions {
  /** A question takes some milliseconds: a fifth of a reader's time at the worst. */
  static final int PER_SECOND = 100;

  /** An id is given out once, so what is not there now may only come later. */
  static final long FORGET_NANOS = 10_000_000_000L;

  private static final int MOST_KEPT = 10_000;

  private final LongSupplier nanos;
  private final Map<Integer, Long> notThere = new HashMap<>();
  private double tokens = PER_SECOND;
  private long refilledAt;
  private long unansweredAt;
  private boolean unanswered;

  SchemaQuestions(LongSupplier nanos) {
    this.nanos = nanos;
    this.refilledAt = nanos.getAsLong();
  }

  /** Whether the registry has said lately that it has no such id. */
  synchronized boolean isKnownMissing(int id) {
    Long saidAt = notThere.get(id);
    return saidAt != null && nanos.getAsLong() - saidAt < FORGET_NANOS;
  }

  synchronized void missing(int id) {
    if (notThere.size() >= MOST_KEPT) {
      notThere.clear();
    }
    notThere.put(id, nanos.getAsLong());
  }

  synchronized void unanswered() {
    unanswered = true;
    unansweredAt = nanos.getAsLong();
  }

  synchronized void answered() {
    unanswered = false;
  }

  /**
   * Takes leave to ask.
   *
   * @throws RegistryUnavailableException if there is none for now
   */
  synchronized void ask(int id) {
    long now = nanos.getAsLong();
    if (unanswered && now - unansweredAt < FORGET_NANOS) {
      throw new RegistryUnavailableException(
          "schema id %d is not known here, and the registry did not answer %d s ago"
              .formatted(id, (now - unansweredAt) / 1_000_000_000L),
          null);
    }
    tokens = Math.min(PER_SECOND, tokens + (now - refilledAt) * (PER_SECOND / 1e9));
    refilledAt = now;
    if (tokens < 1) {
      throw new RegistryUnavailableException(
          "schema id %d is not known here, and more than %d unknown ids a second are not asked for"
              .formatted(id, PER_SECOND),
          null);
    }
    tokens -= 1;
  }
}
