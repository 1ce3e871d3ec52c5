package org.zonekeeper.acr.letters;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.zonekeeper.schemas.Topics;

/**
 * One record of the dead letters' topic: a CloudEvent that a recorder refused, and what became of
 * it since. Never compared; any thread, as long as nobody writes into the event.
 *
 * @param zone the event's zone
 * @param partition the zone's
 * @param group the forwarders' group, which stands for one recorder
 * @param state whether it still waits for somebody
 * @param cause what the recorder answered
 * @param at when this was put on record, epoch milliseconds
 * @param cloudEvent as it was sent, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
    String zone,
    int partition,
    String group,
    State state,
    String cause,
    long at,
    byte[] cloudEvent) {

  /** Where a letter is. */
  public enum State {
    OPEN,
    RESENT
  }

  /** The same event, taken by the recorder after all. */
  public DeadLetter resent(long when) {
    return new DeadLetter(zone, partition, group, State.RESENT, cause, when, cloudEvent);
  }

  ProducerRecord<byte[], byte[]> toRecord() {
    var record =
        new ProducerRecord<>(
            Topics.RECORDER_DEAD_LETTERS.name(), partition, utf8(zone), cloudEvent);
    record.headers().add("state", utf8(state == State.OPEN ? "open" : "resent"));
    record.headers().add("cause", utf8(cause));
    record.headers().add("at", utf8(Long.toString(at)));
    record.headers().add("group", utf8(group));
    return record;
  }

  /**
   * The letter that a record is.
   *
   * @throws NoDeadLetterException if no forwarder can have written it
   */
  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) throws NoDeadLetterException {
    if (record.key() == null || record.value() == null) {
      throw new NoDeadLetterException("it has no key or no value");
    }
    return new DeadLetter(
        new String(record.key(), StandardCharsets.UTF_8),
        record.partition(),
        header(record, "group"),
        header(record, "state").equals("resent") ? State.RESENT : State.OPEN,
        header(record, "cause"),
        time(header(record, "at")),
        record.value());
  }

  private static long time(String header) throws NoDeadLetterException {
    try {
      return Long.parseLong(header);
    } catch (NumberFormatException e) {
      throw new NoDeadLetterException("its header at is no time in milliseconds");
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name)
      throws NoDeadLetterException {
    Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      throw new NoDeadLetterException("it has no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
