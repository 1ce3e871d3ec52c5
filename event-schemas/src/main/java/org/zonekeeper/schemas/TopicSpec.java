package org.zonekeeper.schemas;

import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One topic of the contract. Immutable; safe on any thread.
 *
 * @param name the topic's name on the broker
 * @param types the record types it may hold; empty where the values are raw bytes
 * @param cleanup whether old records are deleted by age or compacted by key
 * @param retention how long records are kept where they are deleted by age
 */
public record TopicSpec(
    String name, List<Class<? extends SpecificRecord>> types, Cleanup cleanup, Duration retention) {

  /** How the broker cleans a topic up. */
  public enum Cleanup {
    DELETE,
    COMPACT
  }

  public TopicSpec {
    types = List.copyOf(types);
  }

  /** The zone's partition of this topic. */
  public TopicPartition partitionOf(ZoneDirectory directory, String zone) {
    return new TopicPartition(name, directory.partitionOf(zone));
  }

  /** All zones' partitions of this topic. */
  public List<TopicPartition> partitions(ZoneDirectory directory) {
    return directory.zones().stream().map(zone -> partitionOf(directory, zone)).toList();
  }
}
