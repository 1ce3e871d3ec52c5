package org.zonekeeper.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** X10: where a restored zone's owner reads on, and what that says about the journal. */
class InputPositionTest {
  @Test
  void goesOnWhereTheGroupWas() {
    InputPosition position = new InputPosition("commands", Optional.of(12L), 12, 15);

    assertThat(position.isBehindTheDecided()).isTrue();
    assertThat(position.words()).startsWith("goes on at 12, and passes over what is before 12");
  }

  @Test
  void namesWhatWasConsumedAndLedToNoEventThatIsLeft() {
    InputPosition position = new InputPosition("commands", Optional.of(20L), 12, 25);

    assertThat(position.isBehindTheDecided()).isTrue();
    assertThat(position.words()).contains("what came of 12 to 19, if anything");
  }

  @Test
  void beginsAnewWithoutAPosition() {
    InputPosition position = new InputPosition("commands", Optional.empty(), 12, 25);

    assertThat(position.isBehindTheDecided()).isFalse();
    assertThat(position.words()).contains("read from the beginning", "passed over up to 12");
  }

  @Test
  void knowsANewTopic() {
    InputPosition position = new InputPosition("commands", Optional.of(3L), 12, 3);

    assertThat(position.isBehindTheDecided()).isFalse();
    assertThat(position.words()).startsWith("a new topic (it ends at 3, the journal knows of 12)");
  }

  @Test
  void needsNoPositionWhereNothingWasDecided() {
    assertThat(new InputPosition("facts", Optional.empty(), 0, 0).isBehindTheDecided()).isTrue();
  }
}
