package org.zonekeeper.simulators.recorder;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.recorder.RecorderStream;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * Reads the recorder's topic into the store: committed records only, of all zones, without a
 * consumer group. Where to read on is kept with the events, in the same transaction: that is all
 * that a recorder must do to have each event once. Confined to the thread that runs it.
 */
public final class TopicSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSource.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final SkippedRecords skipped = new SkippedRecords("recorder");
  private final RecordPoll poll;
  private final ContractSerdes serdes;
  private final Consumer<String, SpecificRecord> consumer;
  private final ZoneDirectory zones;
  private final RecorderStore store;

  private TopicSource(
      ContractSerdes serdes,
      Consumer<String, SpecificRecord> consumer,
      ZoneDirectory zones,
      RecorderStore store) {
    this.serdes = serdes;
    this.consumer = consumer;
    this.poll = RecordPoll.following(consumer, skipped);
    this.zones = zones;
    this.store = store;
  }

  /**
   * Opens the connections and goes to where the store is. The store stays the caller's to close.
   *
   * @throws org.zonekeeper.schemas.registry.RegistryException if the registry cannot be used
   */
  public static TopicSource open(ClusterSettings cluster, RecorderStore store) {
    ContractSerdes serdes = ContractSerdes.with(cluster.registry()).reads(Topics.RECORDER).open();
    Map<String, Object> config = cluster.kafka().client("recorder");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    TopicSource source =
        new TopicSource(
            serdes, cluster.kafka().reader(config, serdes.deserializer()), cluster.zones(), store);
    source.assign();
    return source;
  }

  /**
   * Reads until it is told to stop.
   *
   * @throws GapException if the topic lacks an event
   */
  public void run(BooleanSupplier stopped) {
    while (!stopped.getAsBoolean()) {
      ConsumerRecords<String, SpecificRecord> polled = poll.poll(POLL);
      for (TopicPartition partition : polled.partitions()) {
        take(zones.zoneOf(partition.partition()).orElseThrow(), polled.records(partition));
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
    serdes.close();
  }

  private void take(String zone, List<ConsumerRecord<String, SpecificRecord>> records) {
    List<RecorderEvent> events =
        records.stream().flatMap(record -> event(zone, record).stream()).toList();
    int fresh = store.appendFromTopic(zone, events, records.getLast().offset() + 1);
    if (fresh < events.size()) {
      LOG.warn(
          "topic repeats itself zone={} events={} known={}",
          zone,
          events.size(),
          events.size() - fresh);
    }
  }

  private Optional<RecorderEvent> event(
      String zone, ConsumerRecord<String, SpecificRecord> record) {
    if (record.value() instanceof RecorderStream.RecorderEvent event
        && event.getHeader().getZone().equals(zone)) {
      return Optional.of(RecorderEvent.of(event));
    }
    skipped.stranger(
        new TopicPartition(record.topic(), record.partition()),
        record.offset(),
        "no event of zone " + zone);
    return Optional.empty();
  }

  private void assign() {
    List<TopicPartition> partitions = Topics.RECORDER.partitions(zones);
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      OptionalLong next = store.nextOffset(zones.zoneOf(partition.partition()).orElseThrow());
      if (next.isPresent()) {
        consumer.seek(partition, next.getAsLong());
      } else {
        consumer.seekToBeginning(List.of(partition));
      }
    }
  }
}
