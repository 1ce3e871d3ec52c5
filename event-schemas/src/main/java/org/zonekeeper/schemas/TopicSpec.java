package org.zonekeeper.schemas;

import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

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
}
