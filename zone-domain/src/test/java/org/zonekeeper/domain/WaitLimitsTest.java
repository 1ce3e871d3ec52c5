package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.AgentBridgeFailed;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;

/** Whoever waits for somebody who never comes is let go in time, and told. */
class WaitLimitsTest {
  private static final String NAILUP_FAILED = "Nailup_Failed";

  private static ZoneStory annaIdle() {
    return zone().given(Told.job("sales")).given(Told.idle("anna", "sales"));
  }

  private static ZoneStory annaAssigned() {
    return annaIdle()
        .given(Told.attempted("c1", "sales", T0 - 1000))
        .when(Reported.liveVoice(T0, "c1"));
  }

  private static AgentRecord anna(ZoneStory story) {
    return story.state().agent("anna").orElseThrow();
  }

  @Test
  void shouldTakeAnAgentOffABridgeThatThePlatformDoesNotAnswer() {
    ZoneStory story = annaAssigned().andOrders(BridgeAgent.class);
    story.whenTimePasses(Deadline.BRIDGE.toMillis() - 1).thenNothing();
    story.whenTimePasses(1);
    assertThat(story.only(CallUnassigned.class).getText()).contains("did not answer");
    assertThat(story.only(CallMarkedNuisance.class).getCause())
        .isEqualTo(NuisanceCause.BRIDGE_FAILED);
    assertThat(story.only(AgentBridgeFailed.class).getInARow()).isEqualTo(1);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
    assertThat(story.outcome().orders()).anyMatch(PlayNuisanceMessage.class::isInstance);
    assertThat(story.state().call("c1").orElseThrow().getPhase()).isEqualTo(CallPhase.NUISANCE);
  }

  /** Two people would talk on a line that the zone has given up, and the agent would get calls. */
  @Test
  void shouldReleaseACallThatIsBridgedTooLate() {
    ZoneStory story = annaAssigned().whenTimePasses(Deadline.BRIDGE.toMillis());
    story.when(Reported.bridged(story.now(), "c1", "anna")).andOrders(ReleaseCall.class);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldBeginTheWrapUpWithoutTheDisconnectOfAReleasedLine() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.talking("anna", "c1", "sales", T0))
            .when(Asked.releaseLine("anna"))
            .whenTimePasses(Deadline.CONVERSATION_END.toMillis() - 1)
            .thenNothing()
            .whenTimePasses(1)
            .andOrders(ReleaseCall.class);
    assertThat(story.only(CallDisconnected.class).getEndedBy()).isEqualTo(Party.PLATFORM);
    assertThat(story.all(WrapUpStarted.class)).hasSize(1);
  }

  @Test
  void shouldEndACallWhoseNuisanceMessageNeverEnds() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.waiting("c1", "sales", T0))
            .whenTimePasses(2000)
            .andOrders(PlayNuisanceMessage.class)
            .whenTimePasses(Deadline.NUISANCE_MESSAGE.toMillis())
            .andOrders(ReleaseCall.class);
    assertThat(story.state().calls()).isEmpty();
    assertThat(story.all(CallReleased.class)).hasSize(1);
  }

  @Test
  void shouldMakeAnAgentNotReadyWhoseLegNeverStands() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .when(Asked.logOn("anna"))
            .when(Asked.goReady("anna"))
            .whenTimePasses(Deadline.NAILUP.toMillis());
    assertThat(story.only(AgentNailupChanged.class).getNailup())
        .isEqualTo(NailupState.NOT_NAILED_UP);
    AgentStateChanged told = story.only(AgentStateChanged.class);
    assertThat(told.getAgentState()).isEqualTo(AgentState.NOT_READY);
    assertThat(told.getReasonCode()).isEqualTo(NAILUP_FAILED);
    // Ready asks for the leg again.
    story.when(Asked.goReady("anna"));
    assertThat(anna(story).getNailup()).isEqualTo(NailupState.PENDING_NAILUP);
  }

  @Test
  void shouldMakeAnAgentNotReadyWhoseNewLegIsLostAsWell() {
    ZoneStory story =
        annaIdle().when(Reported.nailupLost(T0, "anna")).when(Reported.nailupLost(T0, "anna"));
    assertThat(anna(story).getNailup()).isEqualTo(NailupState.NOT_NAILED_UP);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.NOT_READY);
  }

  @Test
  void shouldNotMakeAnAgentReadyWhoseLegWasLostForGoodInACall() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.talking("anna", "c1", "sales", T0))
            .when(Reported.nailupLost(T0, "anna"))
            .when(Reported.nailupLost(T0, "anna"))
            .when(Reported.disconnected(T0, "c1", Party.PLATFORM))
            .when(Asked.wrapUp("anna", "Sold"));
    AgentStateChanged told = story.only(AgentStateChanged.class);
    assertThat(told.getAgentState()).isEqualTo(AgentState.NOT_READY);
    assertThat(told.getReasonCode()).isEqualTo(NAILUP_FAILED);
  }

  @Test
  void shouldGiveNoMoreCallsToAnAgentWhoseBridgesFailThreeTimesInARow() {
    ZoneStory story = annaAssigned();
    for (int failures = 1; failures <= 3; failures++) {
      assertThat(story.outcome().orders()).anyMatch(BridgeAgent.class::isInstance);
      story.after(50).when(Reported.bridgeFailed(story.now(), "c1", "anna"));
      assertThat(story.only(AgentBridgeFailed.class).getInARow()).isEqualTo(failures);
    }
    assertThat(story.outcome().orders()).noneMatch(BridgeAgent.class::isInstance);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.NOT_READY);
    assertThat(anna(story).getNailup()).isEqualTo(NailupState.NOT_NAILED_UP);
    // A new leg, asked for by the agent, gets new chances.
    story.when(Asked.goReady("anna")).when(Reported.nailedUp(story.now(), "anna"));
    assertThat(anna(story).getBridgeFailures()).isZero();
    assertThat(story.outcome().orders()).anyMatch(BridgeAgent.class::isInstance);
  }

  @Test
  void shouldForgetFailuresWhenAConversationComesAbout() {
    ZoneStory story = annaAssigned();
    story.when(Reported.bridgeFailed(T0, "c1", "anna"));
    assertThat(anna(story).getBridgeFailures()).isEqualTo(1);
    story.when(Reported.bridged(T0, "c1", "anna"));
    assertThat(anna(story).getBridgeFailures()).isZero();
  }

  @Test
  void shouldNameEveryLimitInTheTableOfWaits() throws IOException {
    String table = Files.readString(Path.of("..", "docs", "failover-contract.md"));
    assertThat(Stream.of(Deadline.Timer.values()).map(Deadline.Timer::cause))
        .allSatisfy(cause -> assertThat(table).contains("`" + cause + "`"));
    assertThat(
            Stream.of(
                Deadline.BRIDGE,
                Deadline.CONVERSATION_END,
                Deadline.NUISANCE_MESSAGE,
                Deadline.NAILUP))
        .allSatisfy(limit -> assertThat(table).contains("| " + limit.toSeconds() + " s |"));
    assertThat(Stream.of(CallPhase.values()).map(CallPhase::name))
        .allSatisfy(phase -> assertThat(table).contains("call " + phase));
  }
}
