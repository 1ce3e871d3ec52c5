package org.zonekeeper.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.limit.GeneratedRecords;
import org.zonekeeper.schemas.limit.GeneratedRecords.Style;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.RecordBodies;
import org.zonekeeper.schemas.wire.StateCodec;
import org.zonekeeper.schemas.wire.StateFormatException;
import org.zonekeeper.schemas.wire.UndecodableRecordException;
import org.zonekeeper.schemas.wire.WireRecord;

/**
 * Bytes of every kind into every decoder of records: generated from the schemas, changed, cut off,
 * or anything. Each is a record or the decoder's own failure, and none takes long or much memory.
 * By hand for an hour: {@code -Dzonekeeper.fuzz.seconds=3600}.
 */
class AnyBytesTest {
  private static final Duration RUN =
      Duration.ofSeconds(Integer.getInteger("zonekeeper.fuzz.seconds", 5));

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final long seed = Long.getLong("zonekeeper.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final GeneratedRecords anything = new GeneratedRecords(seed, Style.ANYTHING);

  @Test
  void bodiesAreRecordsOrUndecodable() {
    Map<TopicSpec, RecordBodies> known = new HashMap<>();
    long tried = 0;
    for (long end = end(); System.nanoTime() < end; tried++) {
      TopicSpec topic = any(typed());
      Class<? extends SpecificRecord> type = any(topic.types());
      RecordBodies bodies = known.computeIfAbsent(topic, RecordBodies::of);
      byte[] bytes = changed(bodies.encode(anything.next(type, "north")));
      long began = System.nanoTime();
      try {
        assertThat(bodies.decode(SpecificData.get().getSchema(type), bytes)).isInstanceOf(type);
      } catch (UndecodableRecordException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      }
      assertQuick(began);
    }
    told("bodies", tried);
  }

  @Test
  void entriesOfStoresAreEntitiesOrUnreadable() {
    StateCodec codec = StateCodec.of(Entity.types());
    long tried = 0;
    for (long end = end(); System.nanoTime() < end; tried++) {
      byte[] bytes = changed(codec.encode(anything.next(any(Entity.types()), "north")));
      long began = System.nanoTime();
      try {
        assertThat(codec.decode(bytes)).isInstanceOf(Entity.class);
      } catch (StateFormatException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      }
      assertQuick(began);
    }
    told("store entries", tried);
  }

  @Test
  void headersAreHeadersOrUndecodable() {
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      if (random.nextBoolean() && bytes.length > 0) {
        bytes[0] = 0;
      }
      try {
        WireRecord record = WireRecord.parse("topic", bytes);
        assertThat(record.schemaId()).isEqualTo(ByteBuffer.wrap(bytes).getInt(1));
      } catch (UndecodableRecordException e) {
        assertThat(e.getMessage()).as("seed %d", seed).contains("topic");
      }
    }
  }

  private byte[] changed(byte[] valid) {
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(valid, random.nextInt(valid.length + 1));
      case 1 -> {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        yield bytes;
      }
      case 2 -> Arrays.copyOf(valid, valid.length + random.nextInt(20));
      default -> {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        yield bytes;
      }
    };
  }

  private void assertQuick(long began) {
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as("seed %d", seed).isLessThan(LONGEST);
  }

  private void told(String what, long tried) {
    System.out.printf("AnyBytesTest seed %d: %d %s%n", seed, tried, what);
    assertThat(tried).isPositive();
  }

  private static long end() {
    return System.nanoTime() + RUN.toNanos();
  }

  private static List<TopicSpec> typed() {
    List<TopicSpec> typed = new ArrayList<>(Topics.all());
    typed.removeIf(topic -> topic.types().isEmpty());
    return typed;
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
