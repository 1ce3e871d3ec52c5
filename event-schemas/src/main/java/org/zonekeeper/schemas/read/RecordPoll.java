package org.zonekeeper.schemas.read;

import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/**
 * Poll of a consumer by the contract's one rule for records that cannot be decoded: a record that
 * nobody will ever read must not stop the others, so it is told of and passed over; one that cannot
 * be read only now, because the registry does not answer, is thrown, and is read again with the
 * next poll. Used by the consumer's thread.
 */
public final class RecordPoll {
  private final Consumer<String, SpecificRecord> consumer;
  private final Skipped skipped;

  /** Hears of each record that is passed over, on the consumer's thread. */
  @FunctionalInterface
  public interface Skipped {
    void skipped(TopicPartition partition, long offset, String reason);
  }

  public RecordPoll(Consumer<String, SpecificRecord> consumer, Skipped skipped) {
    this.consumer = consumer;
    this.skipped = skipped;
  }

  /**
   * What has come within the time; may be nothing.
   *
   * @throws RecordDeserializationException if a record cannot be read for now
   * @throws org.apache.kafka.common.KafkaException as the consumer does
   */
  public ConsumerRecords<String, SpecificRecord> poll(Duration within) {
    try {
      return consumer.poll(within);
    } catch (RecordDeserializationException e) {
      if (!(e.getCause() instanceof UndecodableRecordException)) {
        throw e;
      }
      skipped.skipped(e.topicPartition(), e.offset(), e.getCause().getMessage());
      consumer.seek(e.topicPartition(), e.offset() + 1);
      return ConsumerRecords.empty();
    }
  }
}
