package org.zonekeeper.gateway.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.read.RecordPoll;

/** Probes with a consumer of its own, which nobody else uses. */
public final class KafkaJournalProbe implements JournalProbe {
  private static final Duration POLL = Duration.ofMillis(100);

  /** A broker that does not answer for so long: the search is given up, not the gateway. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Consumer<String, SpecificRecord> consumer;
  private final ZoneDirectory directory;
  private final RecordPoll poll;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /**
   * One that closes the consumer with itself.
   *
   * @param consumer of the journal, read committed
   */
  public KafkaJournalProbe(Consumer<String, SpecificRecord> consumer, ZoneDirectory directory) {
    this.consumer = consumer;
    this.directory = directory;
    // The feed tells of what cannot be read; a search only looks elsewhere.
    this.poll = new RecordPoll(consumer, (partition, offset, reason) -> {});
  }

  @Override
  public long beginsSince(String zone, long sinceMs) {
    TopicPartition partition = partition(zone);
    OffsetAndTimestamp since = consumer.offsetsForTimes(Map.of(partition, sinceMs)).get(partition);
    return since != null ? since.offset() : end(zone);
  }

  @Override
  public long end(String zone) {
    TopicPartition partition = partition(zone);
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    ends.put(partition, end);
    return end;
  }

  @Override
  public List<Probed> from(String zone, long offset) {
    TopicPartition partition = partition(zone);
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long end = ends.getOrDefault(partition, Long.MAX_VALUE);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    List<Probed> found = new ArrayList<>();
    while (found.isEmpty()
        && consumer.position(partition) < end
        && System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<String, SpecificRecord> record : poll.poll(POLL)) {
        if (record.value() instanceof Event event && record.offset() < end) {
          found.add(new Probed(record.offset(), event));
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private TopicPartition partition(String zone) {
    return new TopicPartition(Topics.JOURNAL.name(), directory.partitionOf(zone));
  }
}
