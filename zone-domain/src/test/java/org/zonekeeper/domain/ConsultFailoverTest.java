package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.zonekeeper.domain.Outages.recovered;
import static org.zonekeeper.domain.ToldOfSeconds.LEG;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.LiveLeg;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.order.JoinLegs;

/** F25: consult, transfer and conference through a takeover, and who fails the check meanwhile. */
class ConsultFailoverTest {

  /** A zone after an outage, with what it asked platform and desktops. */
  private record Recovered(ZoneStory story, String request) {
    static Recovered in(UnaryOperator<ZoneStory> phase) {
      ZoneStory story = recovered(phase.apply(zone()));
      return new Recovered(story, story.only(CallStatusRequested.class).getRequestId());
    }

    Recovered platformHas(String agent, LiveLeg... legs) {
      story.when(Reported.legsStatus(T0, request, "c1", agent, legs));
      return this;
    }

    CallState callState(String agent) {
      return story.state().agent(agent).orElseThrow().getCallState();
    }

    Optional<ConsultPhase> phase() {
      return story.state().call("c1").map(call -> call.getConsult()).map(one -> one.getPhase());
    }

    boolean held() {
      return story.state().call("c1").orElseThrow().getHeld();
    }
  }

  private static LiveLeg leg(LegJoin join) {
    return new LiveLeg(LEG, join);
  }

  @Test
  void shouldKeepPhasesRolesAndHeldParties_F25() {
    Recovered active = Recovered.in(ToldOfSeconds::active);
    assertThat(active.story().all(LiveCallAnnounced.class).getFirst().getConsultPhase())
        .isEqualTo(ConsultPhase.ACTIVE);
    assertThat(active.story().all(DesktopCheckRequested.class))
        .extracting(DesktopCheckRequested::getAgentId, DesktopCheckRequested::getCallState)
        .containsExactlyInAnyOrder(
            tuple("anna", CallState.CONSULT), tuple("bert", CallState.CONSULT));
    active.platformHas("anna", leg(LegJoin.CONSULT));
    assertThat(active.phase()).contains(ConsultPhase.ACTIVE);
    assertThat(active.held()).isTrue();
    Recovered conference = Recovered.in(ToldOfSeconds::conference);
    conference.platformHas("anna", leg(LegJoin.CONFERENCE));
    assertThat(conference.callState("anna")).isEqualTo(CallState.CONFERENCE_OWNER);
    assertThat(conference.callState("bert")).isEqualTo(CallState.CONFERENCE_PASSIVE);
  }

  @Test
  void shouldRefuseEveryCommandInTheOutage_F3_F25() {
    Outages.takenOver(ToldOfSeconds.active(zone()))
        .when(Asked.completeTransfer("anna"))
        .thenRefused(RefusalReason.ZONE_NOT_AVAILABLE);
  }

  @Test
  void shouldTakeALegThatThePlatformDoesNotKnowAsGone_F25() {
    for (UnaryOperator<ZoneStory> phase :
        List.<UnaryOperator<ZoneStory>>of(
            ToldOfSeconds::dialling, ToldOfSeconds::active, ToldOfSeconds::conference)) {
      Recovered lost = Recovered.in(phase).platformHas("anna");
      assertThat(lost.phase()).isEmpty();
      assertThat(lost.callState("anna")).isEqualTo(CallState.TALKING);
      assertThat(lost.held()).isFalse();
      assertThat(lost.callState("bert")).isEqualTo(CallState.IDLE);
    }
  }

  @Test
  void shouldBelieveThePlatformWhatItHasJoined_F25() {
    Recovered answered =
        Recovered.in(ToldOfSeconds::dialling).platformHas("anna", leg(LegJoin.CONSULT));
    assertThat(answered.phase()).contains(ConsultPhase.ACTIVE);
    Recovered moved =
        Recovered.in(story -> ToldOfSeconds.joining(story, LegJoin.TRANSFER)).platformHas("bert");
    assertThat(moved.callState("bert")).isEqualTo(CallState.TALKING);
    assertThat(moved.callState("anna")).isEqualTo(CallState.IDLE);
    Recovered back =
        Recovered.in(story -> ToldOfSeconds.joining(story, LegJoin.TRANSFER)).platformHas("anna");
    assertThat(back.callState("anna")).isEqualTo(CallState.TALKING);
    assertThat(back.held()).isFalse();
  }

  @Test
  void shouldNotJudgeALegThatWasDialledAfterTheQuestion_F25() {
    Recovered talking =
        Recovered.in(story -> ToldOfSeconds.talking(story).given(Told.idle("bert", "sales")));
    for (DesktopCheckRequested check : talking.story().all(DesktopCheckRequested.class)) {
      talking.story().when(Asked.inStep(check));
    }
    talking.story().when(Asked.consult("anna", "bert"));
    assertThat(talking.phase()).contains(ConsultPhase.DIALLING);
    talking.platformHas("anna");
    assertThat(talking.phase()).contains(ConsultPhase.DIALLING);
  }

  @Test
  void shouldFreeTheSecondAgentWhereTheCallIsUnknown_F19_F25() {
    Recovered gone = Recovered.in(ToldOfSeconds::active);
    gone.story().when(Reported.callStatus(T0, gone.request()));
    assertThat(gone.story().only(AgentReloginRequired.class).getAgentId()).isEqualTo("anna");
    assertThat(gone.callState("bert")).isEqualTo(CallState.IDLE);
  }

  @Test
  void shouldPassTheConferenceOnWhenItsOwnersDesktopFailsTheCheck_F18_F25() {
    Recovered conference = Recovered.in(ToldOfSeconds::conference);
    conference.platformHas("anna", leg(LegJoin.CONFERENCE));
    ZoneStory story = conference.story();
    story.when(Asked.logOnByForce("anna"));
    CallTransferred passed = story.only(CallTransferred.class);
    assertThat(passed.getCompletionCode()).isEqualTo("DESKTOP_ERROR");
    assertThat(story.outcome().orders()).hasAtLeastOneElementOfType(JoinLegs.class);
    assertThat(conference.callState("bert")).isEqualTo(CallState.TALKING);
    story.when(Reported.disconnected(T0 + 9, "c1", Party.CUSTOMER));
    CallCompleted end = story.only(CallCompleted.class);
    assertThat(end.getCompletionCode()).isEqualTo("DESKTOP_ERROR");
    assertThat(end.getAgentId()).isEqualTo("bert");
    assertThat(story.state().agent("bert").orElseThrow().getAgentState())
        .as("no wrap-up follows")
        .isEqualTo(AgentState.READY);
  }

  @Test
  void shouldReleaseTheCustomerOfAConsultWhoseOwnerFailsTheCheck_F18_F25() {
    for (UnaryOperator<ZoneStory> phase :
        List.<UnaryOperator<ZoneStory>>of(
            ToldOfSeconds::dialling, ToldOfSeconds::active, ToldOfSeconds::conferenceOutside)) {
      ZoneStory story = Recovered.in(phase).story().when(Asked.logOnByForce("anna"));
      story.only(CallReleased.class);
      assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("DESKTOP_ERROR");
      story
          .state()
          .agent("bert")
          .ifPresent(bert -> assertThat(bert.getCallState()).isEqualTo(CallState.IDLE));
    }
  }

  @Test
  void shouldGiveTheOwnerTheCustomerBackWhenTheSecondDesktopIsLost_F25() {
    for (UnaryOperator<ZoneStory> phase :
        List.<UnaryOperator<ZoneStory>>of(
            ToldOfSeconds::dialling, ToldOfSeconds::active, ToldOfSeconds::conference)) {
      Recovered lost = Recovered.in(phase);
      lost.story().when(Asked.desktopLost("bert", "s-bert"));
      assertThat(lost.story().state().agent("bert")).isEmpty();
      assertThat(lost.callState("anna")).isEqualTo(CallState.TALKING);
      assertThat(lost.held()).isFalse();
      assertThat(lost.story().all(CallCompleted.class)).isEmpty();
    }
  }

  @Test
  void shouldKeepAWaitingConsultUnlessTheOtherAgentIsGone_F25() {
    ZoneStory story = recovered(ToldOfSeconds.pending(zone()));
    assertThat(story.state().call("c1").orElseThrow().getConsult()).isNotNull();
    story.when(Asked.desktopLost("bert", "s-bert"));
    assertThat(story.state().call("c1").orElseThrow().getConsult()).isNull();
    assertThat(story.state().agent("anna").orElseThrow().getCallState())
        .isEqualTo(CallState.TALKING);
  }
}
