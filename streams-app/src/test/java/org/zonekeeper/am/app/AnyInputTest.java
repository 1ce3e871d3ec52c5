package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zonekeeper.am.app.ZoneDriver.Setup;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.limit.GeneratedRecords;
import org.zonekeeper.schemas.limit.GeneratedRecords.Style;
import org.zonekeeper.schemas.limit.LargestSize;
import org.zonekeeper.schemas.wire.StateCodec;

/**
 * Records of every type of the contract, generated from the schemas, and bytes that are none,
 * through the real topology: each is decided or a dead letter, all that comes of it is taken by any
 * broker, and the zone answers afterwards.
 */
class AnyInputTest {
  private static final String ZONE = "north";

  /** A minute for continuous integration; by hand for as long as wanted. */
  private static final int RECORDS = Integer.getInteger("zonekeeper.fuzz.records", 600);

  private static final Map<Class<?>, StateCodec> CODECS = new ConcurrentHashMap<>();

  private TinyRegistry registry;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new TinyRegistry();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void whateverComesTheZoneGoesOn(Style style) {
    long seed = Long.getLong("zonekeeper.seed", System.nanoTime());
    System.out.println("AnyInputTest " + style + " seed " + seed);
    Random random = new Random(seed);
    GeneratedRecords generated = new GeneratedRecords(seed, style);
    try (ZoneDriver zone = new ZoneDriver(Setup.zone(), registry.url())) {
      zone.pass(100);
      for (int i = 0; i < RECORDS; i++) {
        TopicSpec topic = random.nextBoolean() ? Topics.COMMANDS : Topics.FACTS;
        if (random.nextInt(10) == 0) {
          zone.sendRaw(topic, ZONE, rubbish(zone, topic, random));
        } else {
          zone.send(topic, ZONE, generated.next(any(random, topic.types()), ZONE));
        }
        if (random.nextInt(5) == 0) {
          zone.pass(random.nextInt(200));
        }
        everyOutputIsTaken(zone, seed);
      }
      zone.stored()
          .values()
          .forEach(entity -> assertThat(size(entity)).isLessThan(LargestSize.ALLOWED));
      zone.deadLetters();
      zone.pass(60_000);
      zone.values(Topics.JOURNAL);
      zone.send(Topics.COMMANDS, ZONE, InputLimitsTest.ready("nobody", "last-" + seed));
      assertThat(zone.journal())
          .as("seed %d: answers after all of it", seed)
          .anyMatch(
              event ->
                  event instanceof CommandRefused refused
                      && refused.getCommandId().equals("last-" + seed));
    }
  }

  @Test
  void aStrangerOfTheContractInAnInputTopicIsADeadLetter() {
    GeneratedRecords generated = new GeneratedRecords(1, Style.LARGEST);
    try (ZoneDriver zone = new ZoneDriver(Setup.zone(), registry.url())) {
      for (TopicSpec other :
          List.of(Topics.JOURNAL, Topics.ORDERS, Topics.ZONE_STATUS, Topics.AGENTS)) {
        for (Class<? extends SpecificRecord> type : other.types()) {
          byte[] bytes = zone.bytes(other, generated.next(type, ZONE));
          zone.sendRaw(Topics.COMMANDS, ZONE, bytes);
          zone.sendRaw(Topics.FACTS, ZONE, bytes);
          assertThat(zone.deadLetters()).as(type.getSimpleName()).hasSize(2);
        }
      }
    }
  }

  private static void everyOutputIsTaken(ZoneDriver zone, long seed) {
    Stream.of(Topics.JOURNAL, Topics.ORDERS, Topics.ZONE_STATUS, Topics.AGENTS)
        .flatMap(topic -> zone.values(topic).stream())
        .filter(record -> record != null)
        .forEach(
            record ->
                assertThat(size(record))
                    .as("seed %d: %s", seed, record.getSchema().getName())
                    .isLessThan(LargestSize.ALLOWED));
  }

  /** A valid record with some bytes changed or cut off, or nothing that was ever one. */
  private static byte[] rubbish(ZoneDriver zone, TopicSpec topic, Random random) {
    byte[] bytes =
        random.nextInt(3) == 0
            ? new byte[random.nextInt(200)]
            : zone.bytes(
                topic,
                new GeneratedRecords(random.nextLong(), Style.ANYTHING)
                    .next(any(random, topic.types()), ZONE));
    if (random.nextInt(3) == 0) {
      return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    for (int i = random.nextInt(8); i > 0 && bytes.length > 5; i--) {
      // Not the id: an unknown one is asked for, which is another test's.
      bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static int size(SpecificRecord record) {
    return CODECS
        .computeIfAbsent(record.getClass(), type -> StateCodec.of(List.of(record.getClass())))
        .encode(record)
        .length;
  }

  private static <T> T any(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
