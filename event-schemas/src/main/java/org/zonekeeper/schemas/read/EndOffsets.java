package org.zonekeeper.schemas.read;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Mark of where partitions ended when this was made; for a consumer of committed records that is
 * behind the last record that no open transaction holds back. Used by the consumer's thread.
 */
public final class EndOffsets {
  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, Long> ends;

  private EndOffsets(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /** Where the partitions, which are assigned to the consumer, end now. */
  public static EndOffsets of(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    return new EndOffsets(consumer, Map.copyOf(consumer.endOffsets(partitions)));
  }

  /** Assigns the partitions, goes to their beginning and marks their end. */
  public static EndOffsets fromBeginning(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return of(consumer, partitions);
  }

  /** Whether the consumer stands behind every end; aborted records and markers count as read. */
  public boolean reached() {
    return ends.entrySet().stream()
        .allMatch(end -> end.getValue() == 0 || consumer.position(end.getKey()) >= end.getValue());
  }
}
