package org.zonekeeper.am.topology;

import static org.zonekeeper.am.topology.TopologyNames.AGENTS;
import static org.zonekeeper.am.topology.TopologyNames.COMMANDS;
import static org.zonekeeper.am.topology.TopologyNames.COMMAND_BARRIER;
import static org.zonekeeper.am.topology.TopologyNames.FACTS;
import static org.zonekeeper.am.topology.TopologyNames.FACT_BARRIER;
import static org.zonekeeper.am.topology.TopologyNames.JOURNAL;
import static org.zonekeeper.am.topology.TopologyNames.ORDERS;
import static org.zonekeeper.am.topology.TopologyNames.ZONE;
import static org.zonekeeper.am.topology.TopologyNames.ZONE_STATUS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.zonekeeper.am.processor.OutgoingRecord;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.StateCodec;

/**
 * The whole topology: commands and facts in, one zone a task, everything else out, always in the
 * task's own partition. Built once at start. A golden file in the tests holds its description.
 */
public final class AgentManagerTopology {
  /** All that a zone's store holds. */
  private static final List<Class<? extends SpecificRecord>> STATE_TYPES =
      Stream.concat(Entity.types().stream(), Stream.of(Heartbeat.class, Restoration.class))
          .toList();

  /**
   * An Agent Manager that comes back, and a new owner without a standby, read the changelog from
   * its start. Kafka compacts whole segments only, never the newest: small ones, compacted early,
   * leave little more of it than the zone holds, some 50,000 records where 250 agents are at work.
   */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG, "4194304",
          TopicConfig.SEGMENT_MS_CONFIG, "600000",
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
          // As the contract's topics: a zone whose owner's clock was ahead must still be writable.
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));

  /** Kafka 4.4 deprecates the one method that a partitioner must have; its successor calls it. */
  @SuppressWarnings("removal")
  private static final StreamPartitioner<String, OutgoingRecord> OWN_PARTITION =
      (topic, key, outgoing, partitions) -> Optional.of(Set.of(outgoing.partition()));

  private AgentManagerTopology() {}

  /** The name of the changelog topic of the zones' stores, as Kafka Streams forms it. */
  public static String changelogOf(String applicationId) {
    return applicationId + "-" + TopologyNames.STORE + "-changelog";
  }

  /** With what settings that topic is made by whoever makes it before Kafka Streams does. */
  public static Map<String, String> changelogSettings() {
    Map<String, String> settings = new HashMap<>(CHANGELOG);
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    return settings;
  }

  /**
   * The topology, to be run by Kafka Streams or by a test driver.
   *
   * @param records the contract's serde, for all topics
   * @param bytes makes the store of each task, in memory: a zone is small, and a standby then holds
   *     it ready to be decided on
   * @param zones makes one processor for each task
   */
  public static Topology build(
      Serde<SpecificRecord> records,
      KeyValueBytesStoreSupplier bytes,
      ProcessorSupplier<String, SpecificRecord, String, OutgoingRecord> zones) {
    Topology topology = new Topology();
    topology.addSource(
        COMMANDS, new StringDeserializer(), records.deserializer(), Topics.COMMANDS.name());
    topology.addSource(
        FACTS, new StringDeserializer(), records.deserializer(), Topics.FACTS.name());
    topology.addProcessor(ZONE, zones, COMMANDS, FACTS);
    topology.addStateStore(store(bytes), ZONE);
    addSink(topology, JOURNAL, Topics.JOURNAL, records);
    addSink(topology, ORDERS, Topics.ORDERS, records);
    addSink(topology, ZONE_STATUS, Topics.ZONE_STATUS, records);
    addSink(topology, AGENTS, Topics.AGENTS, records);
    addSink(topology, COMMAND_BARRIER, Topics.COMMANDS, records);
    addSink(topology, FACT_BARRIER, Topics.FACTS, records);
    return topology;
  }

  /** Of everything in the zones' store; needs no registry. */
  public static Serde<SpecificRecord> stateSerde() {
    return StateCodec.of(STATE_TYPES).serde();
  }

  /** Of the entities in the zones' store alone, for whoever follows a zone. */
  public static Serde<Entity> entitySerde() {
    return StateCodec.of(STATE_TYPES).serde(Entity.class);
  }

  private static void addSink(
      Topology topology, String sink, TopicSpec topic, Serde<SpecificRecord> records) {
    topology.addSink(
        sink,
        topic.name(),
        new StringSerializer(),
        new OutgoingSerializer(records.serializer()),
        OWN_PARTITION,
        ZONE);
  }

  private static StoreBuilder<KeyValueStore<String, SpecificRecord>> store(
      KeyValueBytesStoreSupplier bytes) {
    return Stores.keyValueStoreBuilder(bytes, Serdes.String(), stateSerde())
        .withLoggingEnabled(CHANGELOG)
        .withCachingDisabled();
  }
}
