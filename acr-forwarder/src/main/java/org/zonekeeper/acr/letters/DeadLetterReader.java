package org.zonekeeper.acr.letters;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.read.EndOffsets;

/** Reads all dead letters there are now. Confined to one thread. */
public final class DeadLetterReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final ObjectMapper json = new ObjectMapper();
  private final Consumer<byte[], byte[]> consumer;

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
   * @throws IllegalStateException if the topic is not there, or holds what is no dead letter
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
        Shelved shelved = shelved(record);
        if (shelved.letter().group().equals(group)) {
          letters.put(shelved.id(), shelved);
        }
      }
    }
    return List.copyOf(letters.values());
  }

  private Shelved shelved(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new Shelved(DeadLetter.of(record), json.readValue(record.value(), ObjectNode.class));
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s-%d, offset %d is no CloudEvent: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }
}
