package org.zonekeeper.am.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.zonekeeper.am.app.AgentManagerSettings.Installation;
import org.zonekeeper.am.assignment.FailBack;
import org.zonekeeper.am.ownership.HandoverSignal;
import org.zonekeeper.am.processor.CampaignTotals;
import org.zonekeeper.am.processor.OutgoingRecord;
import org.zonekeeper.am.processor.SharedTaskContext;
import org.zonekeeper.am.processor.ZoneProcessor;
import org.zonekeeper.am.standby.ReadyZones;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.trace.TraceContext;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * The real topology with the real settings on Kafka's test driver: one task, partition 0, a clock
 * that stands still until told.
 */
final class ZoneDriver implements AutoCloseable {
  static final Owner SELF = new Owner("am-1", "b2");
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private final ContractSerdes serdes;
  private final TopologyTestDriver driver;
  private final HandoverSignal bell = new HandoverSignal();
  private final Map<TopicSpec, TestOutputTopic<String, SpecificRecord>> outputs = new HashMap<>();

  /** What a test may want otherwise. */
  record Setup(
      String directory,
      Map<String, SpecificRecord> stored,
      Set<String> members,
      UnaryOperator<Processor<String, SpecificRecord, String, OutgoingRecord>> around) {

    static Setup zone() {
      return new Setup("north=0", Map.of(), Set.of(), UnaryOperator.identity());
    }

    Setup directory(String text) {
      return new Setup(text, stored, members, around);
    }

    Setup stored(Map<String, SpecificRecord> entities) {
      return new Setup(directory, entities, members, around);
    }

    Setup around(UnaryOperator<Processor<String, SpecificRecord, String, OutgoingRecord>> wrapper) {
      return new Setup(directory, stored, members, wrapper);
    }
  }

  ZoneDriver(Setup setup, String registryUrl) {
    AgentManagerSettings settings =
        AgentManagerSettings.of(
            new Installation(
                "am-1",
                "127.0.0.1:1",
                registryUrl,
                ZoneDirectory.parse(setup.directory()),
                Path.of("target/state")),
            Map.of("registry.retry.attempts", "1"));
    serdes = AgentManager.contract(settings.registry());
    ReadyZones ready =
        new ReadyZones(
            settings.installation().directory(), AgentManagerTopology.entitySerde().deserializer());
    driver =
        new TopologyTestDriver(
            AgentManagerTopology.build(
                serdes.serde(),
                ready.stores(TopologyNames.STORE),
                () ->
                    new Restored(
                        setup.stored(),
                        setup.around().apply(zone(settings, ready, setup.members())))),
            streamsSettings(settings),
            START);
    for (TopicSpec topic : Topics.all()) {
      if (!topic.types().isEmpty()) {
        outputs.put(
            topic,
            driver.createOutputTopic(
                topic.name(), new StringDeserializer(), serdes.deserializer()));
      }
    }
  }

  private static Properties streamsSettings(AgentManagerSettings settings) {
    Properties properties = StreamsSettings.of(settings, SELF, "127.0.0.1:4000", FailBack.NONE);
    // The driver forgets what was sent for a skipped record in a transaction that is still open.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    return properties;
  }

  private ZoneProcessor zone(AgentManagerSettings settings, ReadyZones ready, Set<String> members) {
    return new ZoneProcessorFactory(
            settings,
            SELF,
            () -> CompletableFuture.completedFuture(members),
            "127.0.0.1:4000",
            "127.0.0.1:4001")
        .processor(
            settings.installation().directory(),
            SharedTaskContext.withoutBroker(bell, new CampaignTotals(), ready::take));
  }

  HandoverSignal bell() {
    return bell;
  }

  /** Lets time pass, all at once. */
  void pass(long millis) {
    driver.advanceWallClockTime(Duration.ofMillis(millis));
  }

  void send(TopicSpec topic, String key, SpecificRecord record) {
    sendRaw(topic, key, serdes.serializer().serialize(topic.name(), record));
  }

  /** The same as part of a trace. */
  void send(TopicSpec topic, String key, SpecificRecord record, TraceContext trace) {
    Headers headers = new RecordHeaders();
    trace.putInto(headers);
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, bytes(topic, record), headers, START));
  }

  void sendRaw(TopicSpec topic, String key, byte[] value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value, START);
  }

  byte[] bytes(TopicSpec topic, SpecificRecord record) {
    return serdes.serializer().serialize(topic.name(), record);
  }

  /** What came out since the last call. */
  List<TestRecord<String, SpecificRecord>> records(TopicSpec topic) {
    return outputs.get(topic).readRecordsToList();
  }

  List<SpecificRecord> values(TopicSpec topic) {
    return outputs.get(topic).readValuesToList();
  }

  List<Event> journal() {
    return values(Topics.JOURNAL).stream().map(Event.class::cast).toList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return driver
        .createOutputTopic(
            Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** Everything in the zone's store. */
  Map<String, SpecificRecord> stored() {
    KeyValueStore<String, SpecificRecord> store = driver.getKeyValueStore(TopologyNames.STORE);
    Map<String, SpecificRecord> all = new HashMap<>();
    try (var entries = store.all()) {
      entries.forEachRemaining(entry -> all.put(entry.key, entry.value));
    }
    return all;
  }

  @Override
  public void close() {
    driver.close();
    serdes.close();
  }

  /** Fills the store before the processor sees it, as Streams does from the changelog. */
  private static final class Restored
      implements Processor<String, SpecificRecord, String, OutgoingRecord> {
    private final Map<String, SpecificRecord> entities;
    private final Processor<String, SpecificRecord, String, OutgoingRecord> processor;

    Restored(
        Map<String, SpecificRecord> entities,
        Processor<String, SpecificRecord, String, OutgoingRecord> processor) {
      this.entities = entities;
      this.processor = processor;
    }

    @Override
    public void init(ProcessorContext<String, OutgoingRecord> context) {
      KeyValueStore<String, SpecificRecord> store = context.getStateStore(TopologyNames.STORE);
      entities.forEach(store::put);
      processor.init(context);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
      processor.process(record);
    }

    @Override
    public void close() {
      processor.close();
    }
  }
}
