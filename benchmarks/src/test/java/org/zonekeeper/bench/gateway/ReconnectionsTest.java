package org.zonekeeper.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is turned away comes again, later each time. */
class ReconnectionsTest {
  private static final long SECOND = 1_000_000_000;

  private final Reconnections reconnections = new Reconnections();
  private final List<String> tried = new ArrayList<>();

  @Test
  void theFirstAfterASecondAndFurtherOnesAfterTwiceAsLongEach() {
    for (int failed = 1; failed <= 6; failed++) {
      String attempt = "after " + failed;
      reconnections.later(failed, 0, () -> tried.add(attempt));
    }
    reconnections.tick(SECOND - 1);
    assertThat(tried).isEmpty();
    reconnections.tick(SECOND);
    assertThat(tried).containsExactly("after 1");
    reconnections.tick(4 * SECOND);
    assertThat(tried).containsExactly("after 1", "after 2", "after 3");
    reconnections.tick(8 * SECOND);
    assertThat(tried).hasSize(6);
  }

  @Test
  void whoStaysAwayDoesNotComeAgain() {
    reconnections.later(1, 0, () -> tried.add("in vain"));
    reconnections.clear();
    reconnections.tick(100 * SECOND);
    assertThat(tried).isEmpty();
  }
}
