package org.zonekeeper.gateway.app;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.gateway.journal.JournalInMemory;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.CallbackSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.trace.TraceContext;

/** Kafka's own doubles of its clients in place of a broker; the test is the Agent Manager. */
final class InMemoryKafka {
  private final ZoneDirectory directory;
  private final MockConsumer<String, SpecificRecord> consumer =
      new MockConsumer<>("none") {
        @Override
        public synchronized ConsumerRecords<String, SpecificRecord> poll(Duration timeout) {
          // A real poll waits for records; without it the feed would spin.
          LockSupport.parkNanos(1_000_000);
          return super.poll(timeout);
        }
      };
  private final MockProducer<String, SpecificRecord> producer;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<String, List<Event>> past = new HashMap<>();

  /**
   * @param completion whether sends succeed at once or wait for the test
   */
  InMemoryKafka(ZoneDirectory directory, Completion completion) {
    this.directory = directory;
    this.producer =
        new MockProducer<>(
            completion == Completion.AT_ONCE,
            null,
            new StringSerializer(),
            (topic, record) -> new byte[0]);
    for (TopicSpec topic : List.of(Topics.JOURNAL, Topics.ZONE_STATUS, Topics.AGENTS)) {
      for (String zone : directory.zones()) {
        TopicPartition partition = new TopicPartition(topic.name(), directory.partitionOf(zone));
        next.put(partition, 0L);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
      }
    }
  }

  /** How sends end. */
  enum Completion {
    AT_ONCE,
    BY_THE_TEST
  }

  GatewayKafkaClients edge() {
    return new GatewayKafkaClients(consumer, producer, () -> new JournalInMemory(past), () -> {});
  }

  MockProducer<String, SpecificRecord> producer() {
    return producer;
  }

  /** Before the gateway starts: a record that it finds in a read model. */
  void holds(SpecificRecord record) {
    holds(zoneOf(record), record);
  }

  /** The same in the partition of a zone that it may not be of. */
  void holds(String zone, SpecificRecord record) {
    consumer.schedulePollTask(() -> add(zone, record));
    TopicPartition partition = partition(topicOf(record), zone);
    consumer.updateEndOffsets(Map.of(partition, scheduled.merge(partition, 1L, Long::sum)));
  }

  private final Map<TopicPartition, Long> scheduled = new HashMap<>();

  /** Before the gateway starts: what it can look up in a zone's journal, and does not follow. */
  void happened(String zone, List<Event> events) {
    past.put(zone, events);
  }

  /** While the gateway runs: what the Agent Manager writes. */
  void write(SpecificRecord... records) {
    consumer.schedulePollTask(
        () -> List.of(records).forEach(record -> add(zoneOf(record), record)));
  }

  /** The same as part of a trace. */
  void write(TraceContext trace, SpecificRecord... records) {
    consumer.schedulePollTask(
        () -> List.of(records).forEach(record -> add(zoneOf(record), record, trace)));
  }

  /** The same in the partition of a zone that it may not be of. */
  void write(String zone, SpecificRecord record) {
    consumer.schedulePollTask(() -> add(zone, record));
  }

  /** The command of that client's id, waited for. */
  <T extends Command> T command(Class<T> type, String id) {
    return await(type.getSimpleName() + " " + id)
        .atMost(Duration.ofSeconds(10))
        .until(() -> find(type, id), Optional::isPresent)
        .orElseThrow();
  }

  long commands() {
    return producer.history().size();
  }

  private <T extends Command> Optional<T> find(Class<T> type, String id) {
    return producer.history().stream()
        .map(ProducerRecord::value)
        .filter(type::isInstance)
        .map(type::cast)
        .filter(each -> header(each).getCommandId().endsWith(id))
        .findFirst();
  }

  static CommandHeader header(Command command) {
    return command.getHeader();
  }

  /** The tombstone of an agent in the read model. */
  void forget(String zone, String agent) {
    consumer.schedulePollTask(
        () -> {
          TopicPartition partition = partition(Topics.AGENTS, zone);
          long offset = next.merge(partition, 1L, Long::sum) - 1;
          consumer.addRecord(
              new ConsumerRecord<>(partition.topic(), partition.partition(), offset, agent, null));
        });
  }

  private void add(String zone, SpecificRecord record) {
    add(zone, record, TraceContext.NONE);
  }

  private void add(String zone, SpecificRecord record, TraceContext trace) {
    TopicPartition partition = partition(topicOf(record), zone);
    long offset = next.merge(partition, 1L, Long::sum) - 1;
    ConsumerRecord<String, SpecificRecord> written =
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "key", record);
    trace.putInto(written.headers());
    consumer.addRecord(written);
  }

  private static TopicSpec topicOf(SpecificRecord record) {
    return switch (record) {
      case ZoneStatus status -> Topics.ZONE_STATUS;
      case AgentSnapshot snapshot -> Topics.AGENTS;
      case CallbackSnapshot snapshot -> Topics.AGENTS;
      case Event event -> Topics.JOURNAL;
      default -> throw new IllegalArgumentException("not read here: " + record);
    };
  }

  private static String zoneOf(SpecificRecord record) {
    return switch (record) {
      case ZoneStatus status -> status.getZone();
      case AgentSnapshot snapshot -> snapshot.getZone();
      case CallbackSnapshot snapshot -> snapshot.getZone();
      case Event event -> event.getHeader().getZone();
      default -> throw new IllegalArgumentException("not read here: " + record);
    };
  }

  private TopicPartition partition(TopicSpec topic, String zone) {
    return new TopicPartition(topic.name(), directory.partitionOf(zone));
  }
}
