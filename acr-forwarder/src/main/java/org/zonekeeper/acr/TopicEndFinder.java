package org.zonekeeper.acr;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/**
 * Finds the last committed event of a partition of the recorder's topic. Behind it may lie
 * transaction markers and what was aborted, so it is looked for in steps backwards that grow.
 * Confined to one thread.
 */
final class TopicEndFinder {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long FIRST_STEP = 16;

  private final String zone;
  private final SkippedRecords skipped = new SkippedRecords("recorder topic");
  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<SpecificRecord> decoder;

  /**
   * @param zone whose partition it is: other zones' events are none of its
   * @param consumer of committed records only; it stays the caller's to close
   */
  TopicEndFinder(
      String zone, Consumer<byte[], byte[]> consumer, Deserializer<SpecificRecord> decoder) {
    this.zone = zone;
    this.consumer = consumer;
    this.decoder = decoder;
  }

  /**
   * The last event's place; none if the partition holds no event.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be read
   */
  RecorderPosition lastEvent(TopicPartition partition) {
    List<TopicPartition> only = List.of(partition);
    consumer.assign(only);
    long begin = consumer.beginningOffsets(only).get(partition);
    long end = consumer.endOffsets(only).get(partition);
    long from = end;
    for (long step = FIRST_STEP; from > begin; step *= 8) {
      from = Math.max(begin, end - step);
      Optional<RecorderPosition> found = lastBetween(partition, from, end);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return RecorderPosition.NONE;
  }

  private Optional<RecorderPosition> place(
      TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() != null
          && decoder.deserialize(record.topic(), record.value()) instanceof RecorderEvent event
          && event.getHeader().getZone().equals(zone)) {
        return Optional.of(OutgoingEvent.placeOf(event));
      }
      skipped.stranger(partition, record.offset(), "no event of zone " + zone);
    } catch (UndecodableRecordException e) {
      skipped.skipped(partition, record.offset(), e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<RecorderPosition> lastBetween(TopicPartition partition, long from, long end) {
    consumer.seek(partition, from);
    Optional<RecorderPosition> last = Optional.empty();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Optional<RecorderPosition> before = last;
        last = place(partition, record).or(() -> before);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException(
            "%s could not be read up to offset %d within %d s"
                .formatted(partition, end, PATIENCE.toSeconds()));
      }
    }
    return last;
  }
}
