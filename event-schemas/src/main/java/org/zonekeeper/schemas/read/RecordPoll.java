package org.zonekeeper.schemas.read;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/**
 * Poll of a consumer by the contract's one rule for records that cannot be decoded: a record that
 * nobody will ever read must not stop the others, so it is told of and passed over. One that cannot
 * be read only now, because the registry does not say what it is, is thrown to whoever reads to an
 * end; for whoever {@linkplain #following follows} it holds up its own partition, so its zone, and
 * no other, and is tried again every second. Used by the consumer's thread.
 */
public final class RecordPoll {
  private static final Logger LOG = LoggerFactory.getLogger(RecordPoll.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  private final Consumer<String, SpecificRecord> consumer;
  private final Skipped skipped;
  private final Unreadable unreadable;
  private final Map<TopicPartition, Long> held = new HashMap<>();

  /** What is done about a record that cannot be read only now. */
  private enum Unreadable {
    THROWN,
    HELD
  }

  /** Hears of each record that is passed over, on the consumer's thread. */
  @FunctionalInterface
  public interface Skipped {
    void skipped(TopicPartition partition, long offset, String reason);
  }

  /** For whoever reads to an end. */
  public RecordPoll(Consumer<String, SpecificRecord> consumer, Skipped skipped) {
    this(consumer, skipped, Unreadable.THROWN);
  }

  private RecordPoll(
      Consumer<String, SpecificRecord> consumer, Skipped skipped, Unreadable unreadable) {
    this.consumer = consumer;
    this.skipped = skipped;
    this.unreadable = unreadable;
  }

  /** For whoever reads several zones' partitions, on and on. */
  public static RecordPoll following(Consumer<String, SpecificRecord> consumer, Skipped skipped) {
    return new RecordPoll(consumer, skipped, Unreadable.HELD);
  }

  /**
   * What has come within the time; may be nothing.
   *
   * @throws RecordDeserializationException if a record cannot be read for now, and this reads to an
   *     end
   * @throws org.apache.kafka.common.KafkaException as the consumer does
   */
  public ConsumerRecords<String, SpecificRecord> poll(Duration within) {
    letGo(System.nanoTime());
    try {
      return consumer.poll(within);
    } catch (RecordDeserializationException e) {
      if (e.getCause() instanceof UndecodableRecordException rubbish) {
        skipped.skipped(e.topicPartition(), e.offset(), rubbish.getMessage());
        consumer.seek(e.topicPartition(), e.offset() + 1);
      } else if (unreadable == Unreadable.HELD
          && e.getCause() instanceof RegistryException registry) {
        hold(e, registry);
      } else {
        throw e;
      }
      return ConsumerRecords.empty();
    }
  }

  private void hold(RecordDeserializationException at, RegistryException cause) {
    LOG.warn(
        "partition held up by a record that cannot be read yet partition={} offset={}"
            + " reason=\"{}\"",
        at.topicPartition(),
        at.offset(),
        cause.getMessage());
    consumer.seek(at.topicPartition(), at.offset());
    consumer.pause(List.of(at.topicPartition()));
    held.put(at.topicPartition(), System.nanoTime());
  }

  private void letGo(long now) {
    if (held.isEmpty()) {
      return;
    }
    List<TopicPartition> over =
        held.entrySet().stream()
            .filter(since -> now - since.getValue() >= AGAIN_AFTER.toNanos())
            .map(Map.Entry::getKey)
            .toList();
    held.keySet().removeAll(over);
    // What was taken from the consumer meanwhile is somebody else's to read.
    consumer.resume(over.stream().filter(consumer.assignment()::contains).toList());
  }
}
