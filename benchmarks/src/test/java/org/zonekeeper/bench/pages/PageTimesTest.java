package org.zonekeeper.bench.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.bench.pages.StateChanges.Change;

class PageTimesTest {
  private static final String SHOWN =
      """
      {"page":"dashboard","watched":["east a-1","east a-2"],
       "shown":[["east a-1",1000,1120],["east a-1",1000,1500],["east a-1",1300,1450],
                ["east gone",1000,1010]],
       "longTasks":[[900,70],[1200,80],[3000,90]],
       "before":{"heap":10,"nodes":3},"after":{"heap":20,"nodes":4}}\
      """;

  @Test
  void aChangeCountsFromTheJournalToTheFirstFrameThatShowsIt() throws IOException {
    PageTimes times = of(new Change("east a-1", 1_000));

    assertThat(times.shown().count()).isEqualTo(1);
    assertThat(times.shown().max()).isEqualTo(120);
    assertThat(times.neverShown()).isZero();
  }

  @Test
  void oneThatIsOverBeforeTheNextFrameIsShownByWhatFollowedIt() throws IOException {
    PageTimes times = of(new Change("east a-1", 1_200), new Change("east a-1", 1_300));

    assertThat(times.shown().max()).isEqualTo(250);
    assertThat(times.shown().percentile(50)).isEqualTo(150);
  }

  @Test
  void oneThatNoFrameShowsIsToldApart() throws IOException {
    PageTimes times = of(new Change("east a-2", 1_000), new Change("east a-1", 1_000));

    assertThat(times.shown().count()).isEqualTo(1);
    assertThat(times.neverShown()).isEqualTo(1);
  }

  @Test
  void agentsOutOfSightDoNotCount() throws IOException {
    PageTimes times = of(new Change("west b-1", 1_000), new Change("east gone", 1_000));

    assertThat(times.shown().count()).isZero();
    assertThat(times.neverShown()).isZero();
  }

  @Test
  void onlyTasksOfTheStretchCount() throws IOException {
    assertThat(of().tasks().max()).isEqualTo(80);
    assertThat(of().tasks().count()).isEqualTo(1);
  }

  @Test
  void whatThePageKeepsIsTold() throws IOException {
    assertThat(of().before()).isEqualTo(new PageTimes.Memory(10, 3));
    assertThat(of().toJson().path("nodesAfter").asLong()).isEqualTo(4);
  }

  private static PageTimes of(Change... changes) throws IOException {
    JsonNode seen = new ObjectMapper().readTree(SHOWN);
    return PageTimes.of(seen, List.of(changes), 1_000, 2_000);
  }
}
