package org.zonekeeper.chaos.fuzz;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * Zones that refuse every command at once, in the place of brokers and Agent Managers behind a
 * gateway: what is sent comes back as an answer. Kafka's own doubles of its clients; nothing that
 * was sent is kept. Thread-safe as the clients are.
 */
final class AnsweringZones {
  private static final Owner OWNER = new Owner("am-1", "i-1");
  private static final long BEAT_NANOS = Duration.ofMillis(250).toNanos();
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();

  private final ZoneDirectory directory;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private long beaten;

  private final MockConsumer<String, SpecificRecord> consumer =
      new MockConsumer<>("none") {
        @Override
        public synchronized ConsumerRecords<String, SpecificRecord> poll(Duration timeout) {
          // A real poll waits for records; without it the feed would spin.
          LockSupport.parkNanos(POLL_NANOS);
          beat();
          return super.poll(timeout);
        }
      };

  private final MockProducer<String, SpecificRecord> producer =
      new MockProducer<>(true, null, new StringSerializer(), (topic, record) -> new byte[0]) {
        @Override
        public synchronized Future<RecordMetadata> send(
            ProducerRecord<String, SpecificRecord> record, Callback callback) {
          Future<RecordMetadata> sent = super.send(record, callback);
          clear();
          if (record.value() instanceof Command command) {
            consumer.schedulePollTask(() -> refuse(command));
          }
          return sent;
        }
      };

  AnsweringZones(ZoneDirectory directory) {
    this.directory = directory;
    for (TopicSpec topic : List.of(Topics.JOURNAL, Topics.ZONE_STATUS, Topics.AGENTS)) {
      for (String zone : directory.zones()) {
        TopicPartition partition = partition(topic, zone);
        next.put(partition, 0L);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
      }
    }
  }

  Consumer<String, SpecificRecord> consumer() {
    return consumer;
  }

  Producer<String, SpecificRecord> producer() {
    return producer;
  }

  /** On the consumer's thread. */
  private void beat() {
    long now = System.nanoTime();
    if ((now - beaten < BEAT_NANOS && beaten != 0) || consumer.assignment().isEmpty()) {
      return;
    }
    beaten = now;
    for (String zone : directory.zones()) {
      add(
          Topics.ZONE_STATUS,
          zone,
          ZoneStatus.newBuilder()
              .setFeatureLevel(FeatureLevel.newest().number())
              .setZone(zone)
              .setOwner(OWNER)
              .setEpoch(1)
              .setPhase(ZonePhase.AVAILABLE)
              .setHeartbeatAt(System.currentTimeMillis())
              .setSequence(sequences.getOrDefault(zone, 0L))
              .build());
    }
  }

  private void refuse(Command command) {
    CommandHeader header = command.getHeader();
    String zone = header.getZone();
    long sequence = sequences.merge(zone, 1L, Long::sum);
    add(
        Topics.JOURNAL,
        zone,
        CommandRefused.newBuilder()
            .setHeader(
                EventHeader.newBuilder()
                    .setZone(zone)
                    .setEpoch(1)
                    .setSequence(sequence)
                    .setAt(System.currentTimeMillis())
                    .setCause(new Cause(CauseKind.TIMER, "Tick", "", -1L, 0L))
                    .setCorrelation(zone)
                    .build())
            .setCommandId(header.getCommandId())
            .setCommand(command.getClass().getSimpleName())
            .setActor(header.getActor())
            .setReason(RefusalReason.INVALID_PARAMETER)
            .setText("nothing is accepted here")
            .setRefusedBy(RefusedBy.ZONE)
            .build());
  }

  private void add(TopicSpec topic, String zone, SpecificRecord record) {
    TopicPartition partition = partition(topic, zone);
    long offset = next.merge(partition, 1L, Long::sum) - 1;
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, zone, record));
  }

  private TopicPartition partition(TopicSpec topic, String zone) {
    return new TopicPartition(topic.name(), directory.partitionOf(zone));
  }
}
