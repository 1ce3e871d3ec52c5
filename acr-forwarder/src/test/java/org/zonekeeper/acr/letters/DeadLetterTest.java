package org.zonekeeper.acr.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.zonekeeper.acr.letters.DeadLetterReader.Shelved;
import org.zonekeeper.schemas.Topics;

/** What is put into the box is found on the shelf, on Kafka's own stand-ins. */
class DeadLetterTest {
  private static final TopicPartition NORTH =
      new TopicPartition(Topics.RECORDER_DEAD_LETTERS.name(), 0);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final DeadLetterWriter box =
      new DeadLetterWriter(producer, "g", () -> java.time.Instant.EPOCH);

  @Test
  void whatIsRefusedIsOpenUntilItIsSentAgain() {
    put("north/7", "HTTP 422");
    put("north/9", "HTTP 400");
    put("north/7", "HTTP 422 once more");

    assertThat(shelf("g"))
        .extracting(Shelved::id, Shelved::isOpen, letter -> letter.letter().cause())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("north/7", true, "HTTP 422 once more"),
            org.assertj.core.groups.Tuple.tuple("north/9", true, "HTTP 400"));
    assertThat(shelf("g").getFirst().type()).isEqualTo("CallPutOnHold");

    box.markResent(shelf("g").getFirst().letter()).join();
    assertThat(shelf("g")).extracting(Shelved::isOpen).containsExactly(false, true);
  }

  @Test
  void anotherRecordersLettersAreNotOurs() {
    put("north/7", "HTTP 422");
    assertThat(shelf("other")).isEmpty();
  }

  @Test
  void whatNoForwarderWroteIsPassedOverAndCounted() {
    put("north/7", "HTTP 422");
    byte[] rubbish = "rubbish".getBytes(StandardCharsets.UTF_8);
    strange(rubbish, rubbish, Map.of());
    strange(null, rubbish, Map.of());
    strange(rubbish, null, letterHeaders());
    strange(rubbish, rubbish, letterHeaders());
    strange(rubbish, "[1]".getBytes(StandardCharsets.UTF_8), letterHeaders());
    Map<String, String> noTime = new java.util.HashMap<>(letterHeaders());
    noTime.put("at", "yesterday");
    strange(rubbish, "{}".getBytes(StandardCharsets.UTF_8), noTime);
    put("north/9", "HTTP 400");

    DeadLetterReader reader = reader();
    assertThat(reader.read("g")).extracting(Shelved::id).containsExactly("north/7", "north/9");
    assertThat(reader.skipped()).isEqualTo(6);
  }

  private static Map<String, String> letterHeaders() {
    return Map.of("state", "open", "cause", "c", "at", "1", "group", "g");
  }

  private void strange(byte[] key, byte[] value, Map<String, String> headers) {
    var record = new ProducerRecord<>(NORTH.topic(), 0, key, value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    var unused = producer.send(record);
  }

  @Test
  void whatCannotBeKeptIsSaid() {
    producer.sendException = new org.apache.kafka.common.errors.TimeoutException("no broker");
    assertThatThrownBy(() -> put("north/7", "HTTP 422")).hasMessageContaining("no broker");
  }

  private void put(String id, String cause) {
    String event =
        "{\"id\":\"%s\",\"type\":\"org.zonekeeper.recorder.CallPutOnHold\"}".formatted(id);
    box.put("north", 0, event.getBytes(StandardCharsets.UTF_8), cause).join();
  }

  private List<Shelved> shelf(String group) {
    return reader().read(group);
  }

  private DeadLetterReader reader() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(0, "h", 1);
    consumer.updatePartitions(
        NORTH.topic(),
        List.of(new PartitionInfo(NORTH.topic(), 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(NORTH, 0L));
    consumer.updateEndOffsets(Map.of(NORTH, (long) producer.history().size()));
    consumer.schedulePollTask(
        () -> {
          long offset = 0;
          for (ProducerRecord<byte[], byte[]> sent : producer.history()) {
            consumer.addRecord(polled(sent, offset));
            offset++;
          }
        });
    return new DeadLetterReader(consumer);
  }

  private static ConsumerRecord<byte[], byte[]> polled(
      ProducerRecord<byte[], byte[]> sent, long offset) {
    var record = new ConsumerRecord<>(NORTH.topic(), 0, offset, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }
}
