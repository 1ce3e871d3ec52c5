package org.zonekeeper.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.OwnerSilenceLimits;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.status.ZoneCopy;
import org.zonekeeper.schemas.status.ZoneStatus;

class DashboardsTest {
  private static final long WALL = 20_000;

  private final Given north = new Given("north");
  private final Dashboards dashboards =
      new Dashboards(
          new ZoneWatches(
              ZoneDirectory.parse("north=0,south=1"), new OwnerSilenceLimits(60_000, 60_000)),
          0);
  private long now;

  @Test
  void countsACallThroughItsPhasesInItsJob() {
    dashboards.event(attempted("c-1"));
    assertThat(jobCounters()).containsEntry("attempted", 1L).containsEntry("dialling", 1L);
    dashboards.event(answered("c-1", 1_000));
    assertThat(jobCounters()).containsEntry("waiting", 1L).containsEntry("dialling", 0L);
    dashboards.event(connected("c-1", 1_250));
    assertThat(jobCounters())
        .containsEntry("talking", 1L)
        .containsEntry("waitP50Ms", 250L)
        .containsEntry("attemptsPerMinute", 1);
  }

  /** X11: what a dashboard counts is the same after a takeover. */
  @Test
  void aTakeoverChangesNoCounterAndTellsWhatItCost() {
    dashboards.event(attempted("c-1"));
    dashboards.event(answered("c-1", 1_000));
    Map<String, Object> before = jobCounters();

    dashboards.event(north.takenOver(500));
    assertThat(jobCounters()).isEqualTo(before);

    dashboards.event(nuisance("c-1"));
    dashboards.event(north.refused("s:1", RefusalReason.ZONE_NOT_AVAILABLE));
    dashboards.event(north.available());
    dashboards.event(attempted("c-2"));
    Map<String, Object> change = change();
    assertThat(change)
        .containsEntry("kind", "TAKEN_OVER")
        .containsEntry("previousOwner", "am-1")
        .containsEntry("owner", "am-2")
        .containsEntry("outageBeganAt", 500L)
        .containsEntry("nuisance", 1)
        .containsEntry("refused", 1)
        .containsKeys("availableAt", "firstDialAt");
    assertThat(jobCounters()).containsEntry("nuisanceByFailover", 1L);
  }

  @Test
  void aConsoleHearsOfAnAgentOnceHoweverOftenTheAgentChanged() {
    IntStream.range(0, 20).forEach(i -> dashboards.agent(north.snapshot("a-1", "s")));
    assertThat(agents()).hasSize(1);
    assertThat(agents()).isEmpty();
    dashboards.agentGone("north", "a-1");
    assertThat(agents()).containsExactly(Map.of("agent", "a-1", "agentState", "LOGOUT"));
  }

  /** The journal and the read model are two topics: what is told last may be read first. */
  @Test
  void whoeverIsGoneIsGoneWhateverTheJournalStillSaysOfThem() {
    dashboards.agent(north.snapshot("a-1", "s"));
    dashboards.agentGone("north", "a-1");
    dashboards.event(
        AgentStateChanged.newBuilder()
            .setHeader(north.header())
            .setAgentId("a-1")
            .setAgentState(AgentState.LOGOUT)
            .build());

    assertThat(agents()).containsExactly(Map.of("agent", "a-1", "agentState", "LOGOUT"));
  }

  @Test
  void aRushOfEventsIsCutToTheNewestAndSaysHowManyWereLeftOut() {
    IntStream.range(0, 500).forEach(i -> dashboards.event(attempted("c-" + i)));
    Notification lines = told(NotificationType.SUP_JOURNAL).getFirst();
    assertThat((List<?>) lines.fields().get("events")).hasSize(150);
    assertThat(lines.fields()).containsEntry("skipped", 350L);
  }

  @Test
  void tellsWhoWouldTakeAZoneOverAndHowFarThatOneIs() {
    assertThat(zoneCounters()).doesNotContainKey("standbys");
    dashboards.status(standbyKept("north", WALL - 500, List.of("c:1", "b:1"), List.of()));
    dashboards.status(
        standbyKept("south", WALL - 500, List.of(), List.of(new ZoneCopy("north", 12L))));
    assertThat(zoneCounters().get("standbys"))
        .isEqualTo(
            List.of(
                Map.of("address", "b:1", "agentManager", "am-1", "lag", 12L),
                Map.of("address", "c:1")));
  }

  @Test
  void whatAnOwnerSaidTenSecondsAgoOfStandbysIsNotKnownAnyMore() {
    dashboards.status(standbyKept("north", WALL - 500, List.of("b:1"), List.of()));
    dashboards.status(
        standbyKept("south", WALL - 10_000, List.of(), List.of(new ZoneCopy("north", 12L))));
    assertThat(zoneCounters().get("standbys")).isEqualTo(List.of(Map.of("address", "b:1")));

    dashboards.status(standbyKept("north", WALL - 10_000, List.of("b:1"), List.of()));
    assertThat(zoneCounters()).doesNotContainKey("standbys");
  }

  @Test
  void aZoneWithoutStandbySaysSo() {
    dashboards.status(standbyKept("north", WALL, List.of(), List.of()));
    assertThat(zoneCounters()).containsEntry("standbys", List.of());
  }

  @Test
  void tellsOfOwnersBeforeItsStartButNotWhatTheirFailoversCost() {
    List<Event> past = List.of(north.takenOver(300), north.available());
    dashboards.past("north", past, 100);
    dashboards.event(nuisance("c-1"));

    assertThat(change())
        .containsEntry("past", true)
        .containsEntry("outageBeganAt", 300L)
        .containsEntry("availableAt", 1_000L)
        .doesNotContainKeys("attemptsNotMade", "nuisance");
    assertThat(zoneCounters()).containsEntry("ownersSince", 100L);
  }

  /** The search reads to the journal's end, and those who follow it are on their way there. */
  @Test
  void anOwnerWhoIsFoundAndFollowedIsOne() {
    ZoneTakenOver takenOver = north.takenOver(300);
    dashboards.past("north", List.of(takenOver), 100);
    dashboards.event(takenOver);
    dashboards.event(nuisance("c-1"));
    assertThat(changes()).hasSize(1);

    dashboards.past("north", List.of(takenOver), 100);
    assertThat(known()).singleElement().isEqualTo(Map.of("epoch", 2L, "nuisance", 1));
  }

  private List<Map<String, Object>> agents() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Notification each : told(NotificationType.SUP_AGENTS)) {
      for (Object row : (List<?>) each.fields().get("agents")) {
        rows.add(copy(row));
      }
    }
    return rows;
  }

  private Map<String, Object> jobCounters() {
    return copy(told(NotificationType.SUP_JOB_COUNTERS).getFirst().fields().get("counters"));
  }

  private Map<String, Object> zoneCounters() {
    return copy(told(NotificationType.SUP_ZONE_COUNTERS).getFirst().fields().get("counters"));
  }

  private List<Notification> changes() {
    return told(NotificationType.SUP_OWNER_CHANGE);
  }

  /** Epoch and cost of each change of owner that a new console is told of. */
  private List<Map<String, Object>> known() {
    return dashboards.known(List.of("north"), WALL).stream()
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .filter(each -> each.type() == NotificationType.SUP_OWNER_CHANGE)
        .map(each -> copy(each.fields().get("change")))
        .peek(change -> change.keySet().retainAll(Set.of("epoch", "nuisance", "past")))
        .toList();
  }

  private static ZoneStatus standbyKept(
      String zone, long at, List<String> standbys, List<ZoneCopy> copies) {
    return ZoneStatus.newBuilder(new Given(zone).heartbeat(at))
        .setPeerAddress(zone.equals("north") ? "a:1" : "b:1")
        .setStandbys(standbys)
        .setCopies(copies)
        .build();
  }

  private Map<String, Object> change() {
    return copy(told(NotificationType.SUP_OWNER_CHANGE).getLast().fields().get("change"));
  }

  private static Map<String, Object> copy(Object plain) {
    Map<String, Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) plain).forEach((key, value) -> copy.put((String) key, value));
    return copy;
  }

  private List<Notification> told(NotificationType type) {
    now += 1_000;
    List<Notification> told = new ArrayList<>();
    dashboards.tick(new ObservedInstant(now, WALL), (zone, each) -> told.add(each));
    return told.stream().filter(each -> each.type() == type).toList();
  }

  private CallAttempted attempted(String call) {
    return CallAttempted.newBuilder()
        .setHeader(north.header())
        .setCallId(call)
        .setJobId("loans")
        .setCampaign("loans")
        .setContact("row-1")
        .setAuthorisationId("x")
        .setAttemptedAt(1)
        .build();
  }

  private CallAnswered answered(String call, long greetingEndedAt) {
    return CallAnswered.newBuilder()
        .setHeader(north.header())
        .setCallId(call)
        .setJobId("loans")
        .setAnsweredAt(1)
        .setGreetingEndedAt(greetingEndedAt)
        .build();
  }

  private CallConnected connected(String call, long at) {
    return CallConnected.newBuilder()
        .setHeader(north.header())
        .setCallId(call)
        .setAgentId("a-1")
        .setConnectedAt(at)
        .build();
  }

  private CallMarkedNuisance nuisance(String call) {
    return CallMarkedNuisance.newBuilder()
        .setHeader(north.header())
        .setCallId(call)
        .setJobId("loans")
        .setCampaign("loans")
        .setCause(NuisanceCause.FAILOVER)
        .build();
  }
}
