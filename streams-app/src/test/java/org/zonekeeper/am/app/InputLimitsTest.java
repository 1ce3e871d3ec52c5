package org.zonekeeper.am.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.am.app.ZoneDriver.Setup;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.LineDisconnected;

/** What no broker and no screen would take becomes a dead letter that every broker takes. */
class InputLimitsTest {
  private static final String ZONE = "north";

  /** What a stock broker takes. */
  private static final int BROKERS_LIMIT = 1_048_588;

  private TinyRegistry registry;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new TinyRegistry();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void aFactWithACallIdOf600KilobytesIsADeadLetterCutToItsFirstBytes() {
    LineDisconnected fact =
        new LineDisconnected(
            new FactHeader("f-1", ZONE, 1L, "dialler"), "x".repeat(600_000), Party.CUSTOMER);
    try (ZoneDriver zone = new ZoneDriver(Setup.zone(), registry.url())) {
      zone.send(Topics.FACTS, ZONE, fact);

      TestRecord<byte[], byte[]> letter = only(zone.deadLetters());
      assertThat(letter.value())
          .isEqualTo(Arrays.copyOf(zone.bytes(Topics.FACTS, fact), DeadLetters.FIRST_BYTES));
      assertThat(header(letter, "message"))
          .contains("LineDisconnected", "callId has 600000 characters; allowed: 128 at most");
      assertThat(header(letter, "cut")).contains("bytes; the first of key and value are kept");
      assertThat(header(letter, "offset")).isEqualTo("0");
    }
  }

  @Test
  void aNameThatSteersAScreenIsADeadLetter() {
    try (ZoneDriver zone = new ZoneDriver(Setup.zone(), registry.url())) {
      zone.send(Topics.COMMANDS, ZONE, ready("\u001B[2J"));

      assertThat(header(only(zone.deadLetters()), "message")).contains("agentId has U+001B at 1");
      assertThat(zone.values(Topics.ORDERS)).isEmpty();
    }
  }

  @Test
  void theLargestUndecodableRecordMakesALetterThatTheBrokerTakes() {
    byte[] rubbish = new byte[BROKERS_LIMIT - 100];
    try (ZoneDriver zone = new ZoneDriver(Setup.zone(), registry.url())) {
      zone.sendRaw(Topics.COMMANDS, ZONE, rubbish);

      TestRecord<byte[], byte[]> letter = only(zone.deadLetters());
      int size = letter.value().length + letter.key().length;
      for (var each : letter.headers()) {
        size += each.key().length() + each.value().length;
      }
      assertThat(size).isLessThan(DeadLetters.MOST_BYTES);
    }
  }

  @Test
  void aRecordWithoutATimeIsTakenAsItIs() {
    var record = new ConsumerRecord<Object, Object>("t", 0, 0L, "k", "v");
    assertThat(record.timestamp()).isNegative();
    assertThat(new AnyTimestamp().extract(record, -1)).isZero();
    assertThat(new AnyTimestamp().extract(record, 42)).isEqualTo(42);
  }

  private static GoReady ready(String agent) {
    return ready(agent, "c-1");
  }

  static GoReady ready(String agent, String commandId) {
    return new GoReady(
        new CommandHeader(commandId, ZONE, 1L, "anna", ActorRole.AGENT, 1L, "gw", null), agent);
  }

  private static <T> T only(List<T> all) {
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader("__streams.errors." + name).value(), UTF_8);
  }
}
