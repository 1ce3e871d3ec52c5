package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.zonekeeper.acr.letters.DeadLetterReader;
import org.zonekeeper.chaos.fuzz.FuzzTarget.Answer;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.RecordBodies;
import org.zonekeeper.schemas.wire.StateCodec;
import org.zonekeeper.schemas.wire.StateFormatException;
import org.zonekeeper.schemas.wire.UndecodableRecordException;
import org.zonekeeper.schemas.wire.WireRecord;

/** What comes out of topics and stores. Stateless. */
final class RecordTargets {
  private static final String ZONE = "north";
  private static final List<TopicSpec> TYPED =
      Topics.all().stream().filter(topic -> !topic.types().isEmpty()).toList();

  private RecordTargets() {}

  static List<FuzzTarget> all() {
    return List.of(bodies(), headers(), storeEntries(), new DeadLetters());
  }

  /** Every type of every topic, as the contract's serdes and the auditor read it. */
  private static FuzzTarget bodies() {
    Map<TopicSpec, RecordBodies> known = new ConcurrentHashMap<>();
    return Decoder.of(
        "records",
        any -> {
          TopicSpec topic = any.oneOf(TYPED);
          RecordBodies bodies = known.computeIfAbsent(topic, RecordBodies::of);
          Class<? extends SpecificRecord> type = any.oneOf(topic.types());
          byte[] bytes = any.changed(bodies.encode(any.records().next(type, ZONE)));
          bodies.decode(
              SpecificData.get().getSchema(any.oneIn(8) ? any.oneOf(topic.types()) : type), bytes);
        },
        UndecodableRecordException.class);
  }

  private static FuzzTarget headers() {
    return Decoder.of(
        "record headers",
        any -> {
          byte[] bytes = any.bytes(12);
          if (any.random().nextBoolean() && bytes.length > 0) {
            bytes[0] = 0;
          }
          WireRecord record = WireRecord.parse("topic", bytes);
          if (record.schemaId() != ByteBuffer.wrap(bytes).getInt(1)) {
            throw new IllegalStateException("another id than stands there");
          }
        },
        UndecodableRecordException.class);
  }

  private static FuzzTarget storeEntries() {
    StateCodec codec = StateCodec.of(Entity.types());
    return Decoder.of(
        "store entries",
        any ->
            codec.decode(
                any.changed(codec.encode(any.records().next(any.oneOf(Entity.types()), ZONE)))),
        StateFormatException.class);
  }

  /** The dead letters' topic, through the reader that operators use: it skips what is none. */
  private static final class DeadLetters implements FuzzTarget {
    private static final TopicPartition PARTITION =
        new TopicPartition(Topics.RECORDER_DEAD_LETTERS.name(), 0);
    private static final List<String> HEADERS = List.of("state", "cause", "at", "group");

    @Override
    public String name() {
      return "dead letters";
    }

    @Override
    public Answer tryOne(AnyInput any) {
      try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
        consumer.updatePartitions(
            PARTITION.topic(),
            List.of(
                new PartitionInfo(PARTITION.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset = 0; offset < 4; offset++) {
          records.add(record(any, offset));
        }
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(new HashMap<>(Map.of(PARTITION, (long) records.size())));
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
        DeadLetterReader reader = new DeadLetterReader(consumer);
        List<DeadLetterReader.Shelved> letters = reader.read("recorder");
        return letters.stream().anyMatch(letter -> !(letter.id() + letter.type()).isEmpty())
            ? Answer.TAKEN
            : Answer.REFUSED;
      }
    }

    private static ConsumerRecord<byte[], byte[]> record(AnyInput any, int offset) {
      Random random = any.random();
      RecordHeaders headers = new RecordHeaders();
      for (String header : HEADERS) {
        if (random.nextInt(12) > 0) {
          headers.add(header, any.oneIn(12) ? null : valid(any, header));
        }
      }
      byte[] event = any.changed(RecorderTarget.cloudEvent(any)).getBytes(UTF_8);
      return new ConsumerRecord<>(
          PARTITION.topic(),
          0,
          offset,
          0L,
          TimestampType.CREATE_TIME,
          0,
          0,
          any.oneIn(10) ? null : any.text().getBytes(UTF_8),
          any.oneIn(10) ? null : any.changed(event),
          headers,
          Optional.empty());
    }

    private static byte[] valid(AnyInput any, String header) {
      String text =
          switch (header) {
            case "group" -> "recorder";
            case "at" -> "1764460800000";
            case "state" -> "open";
            default -> "422";
          };
      return any.changed(text).getBytes(UTF_8);
    }
  }
}
