package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.domain.decide.PendingThing;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.AgentRecord;

/**
 * What waits for an agent to be freed happens in one order, whatever the order in which it was
 * asked for. The seed stands in the name of the test that fails; {@code -Dzonekeeper.seed=N} runs
 * it again.
 */
@SuppressWarnings("EnumOrdinal") // Each wish is a bit of a number that counts through all subsets.
class PendingOrderTest {

  /** What can be made to wait by events alone. */
  enum Wish {
    RELOGIN,
    LOG_OFF,
    BREAK,
    LEG_LOST,
    MOVEMENT,
    INBOUND
  }

  static Stream<Set<Wish>> allWishes() {
    return LongStream.range(0, 1L << Wish.values().length)
        .mapToObj(
            bits -> {
              Set<Wish> wishes = EnumSet.noneOf(Wish.class);
              for (Wish wish : Wish.values()) {
                if ((bits >> wish.ordinal() & 1) == 1) {
                  wishes.add(wish);
                }
              }
              return wishes;
            })
        .filter(wishes -> !wishes.containsAll(Set.of(Wish.MOVEMENT, Wish.INBOUND)));
  }

  static LongStream seeds() {
    Long given = Long.getLong("zonekeeper.seed");
    return given == null ? new Random().longs(100) : LongStream.of(given);
  }

  @ParameterizedTest
  @MethodSource("allWishes")
  void shouldHappenInTheOrderOfTheConstants(Set<Wish> wishes) {
    ZoneStory story = wrappingUp(List.copyOf(wishes));
    AgentRecord anna = story.state().agent("anna").orElseThrow();
    List<PendingThing> happening = PendingThing.happening(anna, story.state());
    assertThat(happening).isEqualTo(expected(wishes)).isSorted();
  }

  /** By the rules as prose, written down a second time. */
  private static List<PendingThing> expected(Set<Wish> wishes) {
    List<PendingThing> moves =
        wishes.contains(Wish.MOVEMENT) ? List.of(PendingThing.MOVEMENT) : List.of();
    if (wishes.contains(Wish.RELOGIN)) {
      return with(PendingThing.RELOGIN_REQUIRED, moves);
    }
    if (wishes.contains(Wish.LOG_OFF)) {
      return List.of(PendingThing.LOG_OFF);
    }
    if (wishes.contains(Wish.BREAK) || wishes.contains(Wish.LEG_LOST)) {
      return with(PendingThing.NOT_READY, moves);
    }
    if (wishes.contains(Wish.INBOUND)) {
      return List.of(PendingThing.INBOUND);
    }
    return Stream.concat(moves.stream(), Stream.of(PendingThing.READY)).toList();
  }

  private static List<PendingThing> with(PendingThing first, List<PendingThing> then) {
    return Stream.concat(Stream.of(first), then.stream()).toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldNotDependOnTheOrderOfAsking(long seed) {
    Random random = new Random(seed);
    List<Set<Wish>> all = allWishes().filter(wishes -> !wishes.contains(Wish.RELOGIN)).toList();
    List<Wish> wishes = new ArrayList<>(all.get(random.nextInt(all.size())));
    Collections.shuffle(wishes, random);
    List<Event> once = freed(wrappingUp(wishes));
    Collections.shuffle(wishes, random);
    List<Event> again = freed(wrappingUp(wishes));
    assertThat(again.stream().map(PendingOrderTest::content))
        .as("%s", wishes)
        .isEqualTo(once.stream().map(PendingOrderTest::content).toList());
  }

  @Test
  void shouldKeepWhatDoesNotHappen() {
    ZoneStory story = wrappingUp(List.of(Wish.BREAK, Wish.INBOUND));
    freed(story);
    AgentRecord anna = story.state().agent("anna").orElseThrow();
    assertThat(anna.getAgentState()).isEqualTo(AgentState.NOT_READY);
    assertThat(anna.getJobState()).isEqualTo(JobState.PENDING_INBOUND);
  }

  private static ZoneStory wrappingUp(List<Wish> wishes) {
    ZoneStory story =
        ZoneStory.zone()
            .given(Told.job("sales"), Told.job("loans"))
            .given(Told.wrappingUp("anna", "c1", "sales", ZoneStory.T0, ZoneStory.T0 + 30_000));
    wishes.forEach(wish -> story.given(asked(wish)));
    return story;
  }

  private static Event asked(Wish wish) {
    return switch (wish) {
      case RELOGIN -> new AgentReloginRequired("anna", "c1");
      case LOG_OFF -> new AgentLogOffPending("anna");
      case BREAK -> new AgentStateChanged("anna", AgentState.PENDING_NOT_READY, "Lunch");
      case LEG_LOST -> Told.nailup("anna", NailupState.NOT_NAILED_UP);
      case MOVEMENT -> Told.pendingMove("anna", "sales", "loans", JobStateGrounds.SUPERVISOR);
      case INBOUND ->
          new AgentJobStateChanged(
              "anna", JobState.PENDING_INBOUND, "sales", null, JobStateGrounds.OTHER);
    };
  }

  /** What becomes of anna once her wrap-up is done. */
  private static List<Event> freed(ZoneStory story) {
    story.when(Asked.wrapUp("anna", "Sold"));
    return story.outcome().events().stream()
        .filter(
            event ->
                event instanceof AgentStateChanged
                    || event instanceof AgentJobStateChanged
                    || event instanceof AgentCallStateChanged
                    || event instanceof AgentLoggedOff)
        .toList();
  }

  private static String content(Event event) {
    return switch (event) {
      case AgentStateChanged e -> e.getAgentState() + " " + e.getReasonCode();
      case AgentJobStateChanged e -> e.getJobState() + " " + e.getJobId();
      case AgentCallStateChanged e -> "call " + e.getCallState();
      case AgentLoggedOff e -> "off " + e.getGrounds();
      default -> throw new AssertionError(event);
    };
  }

  /** A customer who hangs up before the agent is on frees the agent, too. */
  @Test
  void shouldHoldOfACallThatCameToNothing() {
    ZoneStory story =
        ZoneStory.zone()
            .given(Told.job("sales"))
            .given(Told.idle("anna", "sales"))
            .given(Told.waiting("c1", "sales", ZoneStory.T0))
            .given(Told.assignment("c1", "sales", "anna"))
            .given(asked(Wish.LOG_OFF))
            .when(Reported.disconnected(ZoneStory.T0, "c1", Party.CUSTOMER));
    assertThat(story.all(AgentLoggedOff.class)).hasSize(1);
  }
}
