package org.zonekeeper.acr.letters;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.read.EndOffsets;
import org.zonekeeper.schemas.read.SkippedRecords;

/** Reads all dead letters there are now. Confined to one thread. */
public final class DeadLetterReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final ObjectMapper json = new ObjectMapper();
  private final Consumer<byte[], byte[]> consumer;
  private final SkippedRecords skipped = new SkippedRecords("dead letters");

  /**
   * A letter and the event in it.
   *
   * @param letter its newest record
   * @param event the CloudEvent; the caller's to change
   */
  public record Shelved(DeadLetter letter, ObjectNode event) {
    /** Zone and sequence. */
    public String id() {
      return event.path("id").asText();
    }

    /** The event's type, without its prefix. */
    public String type() {
      String type = event.path("type").asText();
      return type.substring(type.lastIndexOf('.') + 1);
    }

    public boolean isOpen() {
      return letter.state() == DeadLetter.State.OPEN;
    }
  }

  /** The consumer stays the caller's to close. */
  public DeadLetterReader(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * The group's letters, each event once, in the order in which they were first refused.
   *
   * @throws IllegalStateException if the topic is not there
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be read
   */
  public List<Shelved> read(String group) {
    String topic = Topics.RECORDER_DEAD_LETTERS.name();
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new IllegalStateException("there is no topic " + topic + "; create the topics first");
    }
    List<TopicPartition> partitions =
        known.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
    EndOffsets end = EndOffsets.fromBeginning(consumer, partitions);
    Map<String, Shelved> letters = new LinkedHashMap<>();
    while (!end.reached()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        shelved(record)
            .filter(shelved -> shelved.letter().group().equals(group))
            .ifPresent(shelved -> letters.put(shelved.id(), shelved));
      }
    }
    return List.copyOf(letters.values());
  }

  /** How many records were passed over, because no forwarder wrote them. */
  public long skipped() {
    return skipped.count();
  }

  private Optional<Shelved> shelved(ConsumerRecord<byte[], byte[]> record) {
    try {
      DeadLetter letter = DeadLetter.of(record);
      return Optional.of(
          new Shelved(letter, json.readValue(letter.cloudEvent(), ObjectNode.class)));
    } catch (NoDeadLetterException e) {
      skip(record, e.getMessage());
    } catch (IOException e) {
      skip(record, "it is no CloudEvent: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void skip(ConsumerRecord<byte[], byte[]> record, String reason) {
    skipped.skipped(
        new TopicPartition(record.topic(), record.partition()), record.offset(), reason);
  }
}
