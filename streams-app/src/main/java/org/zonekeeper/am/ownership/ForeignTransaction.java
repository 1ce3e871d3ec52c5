package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * An open transaction that is not an Agent Manager's, and that a zone owned here waits for.
 * Immutable.
 *
 * @param partition where committed records end because of it
 * @param whose its transactional id or its producer, in words
 * @param waiting for how long the zone has waited, as of the last look
 * @param refusal why it could not be ended, or not even be looked at; empty: it is not late yet
 */
public record ForeignTransaction(
    TopicPartition partition, String whose, Duration waiting, Optional<String> refusal) {
  /** The same, after it could not be ended. */
  ForeignTransaction notEnded(String reason) {
    return new ForeignTransaction(partition, whose, waiting, Optional.of(reason));
  }

  /** For people. */
  public String inWords() {
    return "waits in %s for the open transaction of %s, since %.1f s%s"
        .formatted(
            partition,
            whose,
            waiting.toMillis() / 1_000.0,
            refusal.map(reason -> ", which it cannot end: " + reason).orElse(""));
  }
}
