package org.zonekeeper.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.limit.BoundedAnswer;
import org.zonekeeper.schemas.wire.ContractSerdes;

/** What a registry that is away, slow, lavish or another one can do to those who use it. */
class RegistryBoundsTest {
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";

  private ScriptedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = ScriptedRegistry.start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldStartWithoutTheRegistryWhenItWasThereBefore(@TempDir Path directory) {
    RegistrySettings settings = once().rememberingIn(directory);
    byte[] before;
    try (ContractSerdes serdes = open(settings)) {
      before = serdes.serializer().serialize(Topics.ORDERS.name(), order());
    }
    registry.close();

    try (ContractSerdes serdes = open(settings)) {
      assertThat(serdes.serializer().serialize(Topics.ORDERS.name(), order())).isEqualTo(before);
      assertThat(serdes.deserializer().deserialize(Topics.ORDERS.name(), before))
          .isEqualTo(order());
    }
  }

  @Test
  void shouldNotStartWithoutTheRegistryTheFirstTime(@TempDir Path directory) {
    registry.close();
    assertThatThrownBy(() -> open(once().rememberingIn(directory)))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldNoticeARegistryThatGivesOtherIds(@TempDir Path directory) throws IOException {
    open(once().rememberingIn(directory)).close();
    registry.close();
    registry = ScriptedRegistry.start();
    registry.put("somebody-elses", SCHEMA);

    assertThatThrownBy(() -> open(once().rememberingIn(directory)))
        .isInstanceOf(ContradictoryRegistryException.class)
        .hasMessageContaining("schema id ")
        .hasMessageContaining("another registry")
        .hasMessageContaining("schema-ids.json");
  }

  /** As after a restore: what came last is gone, and its id will be given to something else. */
  @Test
  void shouldNoticeARegistryThatHasForgottenAnId(@TempDir Path directory) throws IOException {
    registry.put("somebody-elses", SCHEMA);
    open(once().rememberingIn(directory)).close();
    registry.close();
    registry = ScriptedRegistry.start();

    assertThatThrownBy(() -> open(once().rememberingIn(directory)))
        .isInstanceOf(ContradictoryRegistryException.class)
        .hasMessageContaining("which the registry does not know now")
        .hasMessageContaining("schema-ids.json");
  }

  @Test
  void shouldTakeANewIdWhereTheOldOneStillMeansTheSame(@TempDir Path directory) throws IOException {
    RegistrySettings settings = once().rememberingIn(directory);
    byte[] before;
    try (ContractSerdes serdes = open(settings)) {
      before = serdes.serializer().serialize(Topics.ORDERS.name(), order());
    }
    registry.givesNewIds();

    try (ContractSerdes serdes = open(settings)) {
      assertThat(serdes.serializer().serialize(Topics.ORDERS.name(), order())).isNotEqualTo(before);
      assertThat(serdes.deserializer().deserialize(Topics.ORDERS.name(), before))
          .isEqualTo(order());
    }
  }

  @Test
  void shouldRefuseAnAnswerThatNeverEnds() {
    registry.next(200, "{\"schema\":\"" + "x".repeat(BoundedAnswer.MOST_BYTES) + "\"}");
    try (var client = new SchemaRegistryClient(once())) {
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("an answer of more than " + BoundedAnswer.MOST_BYTES + " bytes");
    }
  }

  @Test
  void shouldAskOnceForAnIdThatIsNotThere() {
    try (var client = new SchemaRegistryClient(once())) {
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> client.schemaAtOnce(77))
            .isInstanceOf(SchemaNotFoundException.class);
      }
    }
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void shouldLeaveARegistryAloneThatDidNotAnswer() {
    registry.nextIsSilence();
    try (var client = new SchemaRegistryClient(RegistrySettings.at(registry.url()))) {
      long began = System.nanoTime();
      for (int id = 1; id <= 1_000; id++) {
        int unknown = id;
        assertThatThrownBy(() -> client.schemaAtOnce(unknown))
            .isInstanceOf(RegistryUnavailableException.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void shouldAskForSoManyIdsASecond() {
    AtomicLong now = new AtomicLong();
    SchemaQuestions questions = new SchemaQuestions(now::get);
    for (int id = 0; id < SchemaQuestions.PER_SECOND; id++) {
      questions.ask(id);
    }
    assertThatThrownBy(() -> questions.ask(1_000))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("more than 100 unknown ids a second");
    now.addAndGet(1_000_000_000L);
    questions.ask(1_000);
  }

  private RegistrySettings once() {
    return RegistrySettings.from(
        java.util.Map.of(
            RegistrySettings.URLS, registry.url(), RegistrySettings.RETRY_ATTEMPTS, "1"));
  }

  private static ContractSerdes open(RegistrySettings settings) {
    return ContractSerdes.with(settings).writes(Topics.ORDERS).open();
  }

  private static org.zonekeeper.schemas.order.DropNailup order() {
    return new org.zonekeeper.schemas.order.DropNailup(
        new org.zonekeeper.schemas.order.OrderHeader("north-1", "north", 1L, 1L), "anna");
  }
}
