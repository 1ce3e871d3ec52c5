package org.zonekeeper.schemas.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.limit.GeneratedRecords.Style;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.StateCodec;

/** No record of any type can outgrow a broker while it keeps to the limits of the contract. */
class LargestSizeTest {
  static Stream<Class<? extends SpecificRecord>> types() {
    return Stream.of(
            Topics.all().stream().flatMap(topic -> topic.types().stream()),
            Entity.types().stream(),
            Stream.of(Heartbeat.class, Restoration.class))
        .flatMap(some -> some);
  }

  @ParameterizedTest
  @MethodSource("types")
  void theLargestRecordOfATypeIsOneThatABrokerTakes(Class<? extends SpecificRecord> type) {
    assertThat(LargestSize.of(SpecificData.get().getSchema(type)))
        .as("the most bytes of a %s", type.getSimpleName())
        .isLessThanOrEqualTo(LargestSize.ALLOWED);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aGeneratedRecordKeepsToItsLimitsAndIsNoLargerThanComputed(
      Class<? extends SpecificRecord> type) {
    long seed = System.nanoTime();
    GeneratedRecords generated = new GeneratedRecords(seed, Style.LARGEST);
    StateCodec codec = StateCodec.of(List.of(type));
    for (int i = 0; i < 20; i++) {
      SpecificRecord record = generated.next(type, "north");
      assertThat(RecordLimits.fault(record)).as("seed %d", seed).isEmpty();
      assertThat((long) codec.encode(record).length)
          .as("seed %d", seed)
          .isLessThanOrEqualTo(LargestSize.of(record.getSchema()) + 10);
    }
  }

  @Test
  void aFieldWithoutALimitIsNamed() {
    Schema bytes = SchemaBuilder.record("R").fields().requiredBytes("b").endRecord();
    assertThatThrownBy(() -> LargestSize.of(bytes))
        .hasMessageContaining("field b has no limit")
        .hasMessageContaining("@maxLength");
    Schema map =
        SchemaBuilder.record("R")
            .fields()
            .name("m")
            .type()
            .map()
            .values()
            .longType()
            .noDefault()
            .endRecord();
    assertThatThrownBy(() -> LargestSize.of(map)).hasMessageContaining("field m has no limit");
  }

  @Test
  void textsAreCutToTheirLimitsAndNamesAreNot() {
    var text = new org.zonekeeper.schemas.journal.CallReleased("call-1", "x".repeat(5_000));
    RecordLimits.cutTexts(text);
    assertThat(text.getText()).hasSize(1_000).endsWith("…");
    assertThat(text.getCallId()).isEqualTo("call-1");
  }

  @Test
  void whatSteersAScreenIsNotShown() {
    assertThat(Texts.visible("anna")).isSameAs("anna");
    assertThat(Texts.visible("\u001B[2Ja\nb\u202Ec\uD800d😀")).isEqualTo("�[2Ja�b�c�d😀");
  }

  @Test
  void aCutPartsNoPairOfSurrogates() {
    assertThat(Texts.cut("ab😀cd", 4)).isEqualTo("ab…");
    assertThat(Texts.cut("abcd", 4)).isEqualTo("abcd");
  }
}
