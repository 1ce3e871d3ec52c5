package org.zonekeeper.audit.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * One zone's partition between two offsets, read with a consumer of its own. Confined to one
 * thread.
 */
final class JournalPartition implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final String zone;
  private final EventDecoder decoder;
  private final Bounds bounds;
  private final Queue<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();

  /**
   * @param begin first offset that is kept
   * @param end offset behind the last committed record
   */
  record Bounds(long begin, long end) {}

  /**
   * @param consumer of committed records; closed with this
   */
  JournalPartition(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      String zone,
      EventDecoder decoder,
      Bounds bounds) {
    this.consumer = consumer;
    this.partition = partition;
    this.zone = zone;
    this.decoder = decoder;
    this.bounds = bounds;
    consumer.assign(List.of(partition));
    seek(bounds.begin());
  }

  Bounds bounds() {
    return bounds;
  }

  /** The next record is the first one at this offset or behind it. */
  void seek(long offset) {
    polled.clear();
    consumer.seek(partition, offset);
  }

  /**
   * The next record; empty at the end.
   *
   * @throws JournalFaultException if the broker cannot be read
   */
  Optional<JournalRecord> next() {
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (polled.isEmpty() && consumer.position(partition) < bounds.end()) {
        if (System.nanoTime() > deadline) {
          throw new UnreadableJournalException(
              "zone %s: no record of %s came from the broker for %d s, at offset %d of %d"
                  .formatted(
                      zone,
                      partition,
                      PATIENCE.toSeconds(),
                      consumer.position(partition),
                      bounds.end()));
        }
        consumer.poll(POLL).forEach(polled::add);
      }
    } catch (KafkaException e) {
      throw new UnreadableJournalException(
          "zone %s: %s cannot be read: %s".formatted(zone, partition, e.getMessage()), e);
    }
    ConsumerRecord<byte[], byte[]> record = polled.peek();
    if (record == null || record.offset() >= bounds.end()) {
      return Optional.empty();
    }
    polled.remove();
    return Optional.of(
        decoder.decode(
            zone, new RecordPosition(partition.toString(), record.offset()), record.value()));
  }

  /** The first readable record at this offset or behind it. */
  Optional<JournalRecord> firstFrom(long offset) {
    seek(offset);
    return nextReadable();
  }

  /** The last readable record; transaction markers and aborted records lie behind it. */
  Optional<JournalRecord> last() {
    for (long back = 8; ; back *= 4) {
      long from = Math.max(bounds.begin(), bounds.end() - back);
      Optional<JournalRecord> last = Optional.empty();
      for (Optional<JournalRecord> found = firstFrom(from);
          found.isPresent();
          found = nextReadable()) {
        last = found;
      }
      if (last.isPresent() || from == bounds.begin()) {
        return last;
      }
    }
  }

  private Optional<JournalRecord> nextReadable() {
    Optional<JournalRecord> found = next();
    while (found.isPresent() && !found.get().readable()) {
      found = next();
    }
    return found;
  }

  /**
   * Finds an offset from which on the condition holds for every record, by halving: it must be
   * false for the first records and true for all behind them. Unreadable records right before it
   * are behind the offset too, so that none is passed over.
   */
  long firstOffsetWhere(Predicate<JournalRecord> condition) {
    long low = bounds.begin();
    long high = bounds.end();
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<JournalRecord> found = firstFrom(middle);
      if (found.isEmpty() || condition.test(found.get())) {
        high = middle;
      } else {
        low = found.get().place().number() + 1;
      }
    }
    return low;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
