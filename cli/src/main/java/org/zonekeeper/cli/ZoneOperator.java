package org.zonekeeper.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.RaiseFeatureLevel;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.read.EndOffsets;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * Writes an operator's commands into zones, and reads their answers in the journal. Used by one
 * thread.
 */
final class ZoneOperator implements AutoCloseable {
  /** A living owner beats ten times a second, and each beat takes two offsets with its commit. */
  private static final long TAIL = 400;

  private static final int BROKER_ANSWERS_WITHIN_MS = 15_000;
  private static final Duration POLL = Duration.ofMillis(100);

  /** An answer is a commit away; a takeover may be in between. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

  private final ClusterSettings cluster;
  private final ContractSerdes serdes;
  private final Consumer<String, SpecificRecord> consumer;
  private final KafkaProducer<String, SpecificRecord> producer;
  private final RecordPoll poll;
  private final Map<String, ZoneStatus> newest = new HashMap<>();

  private ZoneOperator(
      ClusterSettings cluster,
      ContractSerdes serdes,
      Consumer<String, SpecificRecord> consumer,
      KafkaProducer<String, SpecificRecord> producer) {
    this.cluster = cluster;
    this.serdes = serdes;
    this.consumer = consumer;
    this.producer = producer;
    this.poll = new RecordPoll(consumer, new SkippedRecords("zones"));
  }

  /** How a zone answered; with what was said, for people. */
  record Answer(boolean accepted, String text) {}

  /**
   * Connects to registry and broker.
   *
   * @throws org.zonekeeper.schemas.registry.RegistryException if the registry does not give the
   *     schemas
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  static ZoneOperator open(ClusterSettings cluster) {
    ContractSerdes serdes =
        ContractSerdes.with(cluster.registry())
            .reads(Topics.ZONE_STATUS)
            .reads(Topics.JOURNAL)
            .writes(Topics.COMMANDS.name(), List.of(RaiseFeatureLevel.class))
            .open();
    Map<String, Object> config = cluster.kafka().client("zones");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BROKER_ANSWERS_WITHIN_MS);
    Consumer<String, SpecificRecord> consumer =
        cluster.kafka().reader(config, serdes.deserializer());
    Map<String, Object> writing = cluster.kafka().client("zones");
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BROKER_ANSWERS_WITHIN_MS);
    ZoneOperator operator =
        new ZoneOperator(
            cluster,
            serdes,
            consumer,
            cluster.kafka().producer(writing, new StringSerializer(), serdes.serializer()));
    operator.seek();
    return operator;
  }

  /** The newest status of each zone that ever had an owner. */
  Map<String, ZoneStatus> statuses() {
    EndOffsets end = EndOffsets.of(consumer, consumer.assignment());
    do {
      poll.poll(POLL).forEach(this::see);
    } while (!end.reached());
    return Map.copyOf(newest);
  }

  /**
   * Asks the zone's owner to raise the level, and waits for the answer.
   *
   * @param operator who asks, for the journal
   * @param grounds why, for the journal
   */
  Answer raise(String zone, int toLevel, String operator, String grounds) {
    ZoneStatus status = statuses().get(zone);
    if (status == null) {
      return new Answer(false, "the zone has had no owner yet, and begins at its own level then");
    }
    if (status.getOwnerLevel() < toLevel) {
      return new Answer(
          false,
          "its owner %s knows feature level %d at most; upgrade it first"
              .formatted(status.getOwner().getAgentManager(), status.getOwnerLevel()));
    }
    if (status.getFeatureLevel() == toLevel) {
      return new Answer(true, "at feature level %d already".formatted(toLevel));
    }
    String id = "raise-" + UUID.randomUUID();
    CommandHeader header =
        CommandHeader.newBuilder()
            .setCommandId(id)
            .setZone(zone)
            .setEpochSeen(status.getEpoch())
            .setActor(operator)
            .setRole(ActorRole.SUPERVISOR)
            .setSentAt(System.currentTimeMillis())
            .setOrigin("zones")
            .build();
    ProducerRecord<String, SpecificRecord> command =
        new ProducerRecord<>(
            Topics.COMMANDS.name(),
            cluster.zones().partitionOf(zone),
            zone,
            new RaiseFeatureLevel(header, toLevel, grounds));
    try {
      producer.send(command).get();
    } catch (ExecutionException e) {
      return new Answer(false, "the command could not be written: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "interrupted while the command was written");
    }
    return answer(id)
        .map(
            refusal ->
                refusal.isEmpty()
                    ? new Answer(true, "raised to feature level " + toLevel)
                    : new Answer(false, refusal))
        .orElseGet(
            () ->
                new Answer(
                    false,
                    "no answer within %d s; is an Agent Manager running? Look with: zonekeeper zones levels"
                        .formatted(ANSWERED_WITHIN.toSeconds())));
  }

  /** Why it was refused; nothing if it was accepted; empty without an answer in time. */
  private Optional<String> answer(String commandId) {
    long deadline = System.nanoTime() + ANSWERED_WITHIN.toNanos();
    while (System.nanoTime() - deadline < 0) {
      List<String> answers = new ArrayList<>();
      for (ConsumerRecord<String, SpecificRecord> record : poll.poll(POLL)) {
        see(record);
        switch (record.value()) {
          case CommandAccepted e when e.getCommandId().equals(commandId) -> answers.add("");
          case CommandRefused e when e.getCommandId().equals(commandId) -> answers.add(e.getText());
          default -> {
            // Another's, or none.
          }
        }
      }
      if (!answers.isEmpty()) {
        return Optional.of(answers.getFirst());
      }
    }
    return Optional.empty();
  }

  private void see(ConsumerRecord<String, SpecificRecord> record) {
    if (record.value() instanceof ZoneStatus status
        && cluster.zones().zoneOf(record.partition()).equals(Optional.of(status.getZone()))) {
      newest.put(status.getZone(), status);
    }
  }

  private void seek() {
    List<TopicPartition> statuses = Topics.ZONE_STATUS.partitions(cluster.zones());
    List<TopicPartition> all = new ArrayList<>(statuses);
    List<TopicPartition> journals = Topics.JOURNAL.partitions(cluster.zones());
    all.addAll(journals);
    consumer.assign(all);
    consumer.seekToEnd(journals);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(statuses);
    consumer
        .endOffsets(statuses)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(begins.get(partition), end - TAIL)));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    consumer.close();
    serdes.close();
  }
}
