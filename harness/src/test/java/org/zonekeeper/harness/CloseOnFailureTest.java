package org.zonekeeper.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseOnFailureTest {
  private final List<String> closed = new ArrayList<>();
  private final CloseOnFailure parts = new CloseOnFailure("the test");

  @Test
  void the_last_one_opened_closes_first_and_only_once() throws Exception {
    keep("first");
    keep("second");

    parts.close();
    parts.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void each_part_gets_its_turn_and_all_troubles_are_told() {
    keep("first");
    keepBroken("second");
    keepBroken("third");

    assertThatThrownBy(parts::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the test")
        .satisfies(
            troubles ->
                assertThat(troubles.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("third", "second"));
    assertThat(closed).containsExactly("first");
  }

  @Test
  void a_failure_hears_of_the_troubles_in_closing() {
    keep("first");
    keepBroken("second");
    var failure = new IllegalStateException("did not start");

    parts.closeAfter(failure);

    assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("second");
    assertThat(closed).containsExactly("first");
  }

  @Test
  void an_interrupt_is_not_swallowed() {
    var unused =
        parts.keep(
            () -> {
              throw new InterruptedException("while closing");
            });

    assertThatThrownBy(parts::close).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private void keep(String name) {
    var unused = parts.keep(() -> closed.add(name));
  }

  private void keepBroken(String name) {
    var unused =
        parts.keep(
            () -> {
              throw new IOException(name);
            });
  }
}
