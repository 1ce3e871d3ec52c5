package org.zonekeeper.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.journal.FeedItem.ReadModel;

class FeedOrderTest {
  private static final FeedItem WORD = new FeedItem.CaughtUp();

  @Test
  void leavesTheOrderOfAFewAsItWas() {
    List<FeedItem> read = new ArrayList<>(models(0, FeedOrder.AT_ONCE));
    read.add(WORD);

    assertThat(FeedOrder.zonesFirst(read, false)).isEqualTo(FeedOrder.asRead(read));
  }

  @Test
  void letsWhatZonesSayGoBeforeABulkOfReadModels() {
    List<FeedItem> read = new ArrayList<>(models(0, FeedOrder.AT_ONCE + 1));
    read.add(WORD);

    assertThat(FeedOrder.zonesFirst(read, false))
        .isEqualTo(
            new FeedOrder(
                List.of(WORD),
                List.of(
                    models(0, FeedOrder.AT_ONCE),
                    models(FeedOrder.AT_ONCE, FeedOrder.AT_ONCE + 1))));
  }

  @Test
  void putsReadModelsBehindThoseThatWait() {
    assertThat(FeedOrder.zonesFirst(List.of(model(0), WORD), true))
        .isEqualTo(new FeedOrder(List.of(WORD), List.of(List.of(model(0)))));
    assertThat(FeedOrder.zonesFirst(List.of(WORD), true))
        .isEqualTo(FeedOrder.asRead(List.of(WORD)));
  }

  private static List<ReadModel> models(int from, int until) {
    return IntStream.range(from, until).mapToObj(FeedOrderTest::model).toList();
  }

  private static ReadModel model(int number) {
    return new FeedItem.AgentGone("east", "agent-" + number);
  }
}
