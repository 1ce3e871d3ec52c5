package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.zonekeeper.domain.ToldOfSeconds.LEG;
import static org.zonekeeper.domain.ToldOfSeconds.NUMBER;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallRole;
import org.zonekeeper.schemas.common.CallSegment;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultEndGrounds;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.DigitsSent;
import org.zonekeeper.schemas.journal.LegsNotJoined;
import org.zonekeeper.schemas.journal.TransferGrounds;
import org.zonekeeper.schemas.order.ChangeOwner;
import org.zonekeeper.schemas.order.DialLeg;
import org.zonekeeper.schemas.order.HoldLine;
import org.zonekeeper.schemas.order.JoinLegs;
import org.zonekeeper.schemas.order.ReleaseLeg;
import org.zonekeeper.schemas.order.SendDigits;
import org.zonekeeper.schemas.order.UnholdLine;

/** Consult, transfer and conference, row by row of the tables that say what each input does. */
class ConsultStoriesTest {

  private static CallState callState(ZoneStory story, String agent) {
    return story.state().agent(agent).orElseThrow().getCallState();
  }

  private static AgentState agentState(ZoneStory story, String agent) {
    return story.state().agent(agent).orElseThrow().getAgentState();
  }

  private static Optional<ConsultPhase> phase(ZoneStory story) {
    return story
        .state()
        .call("c1")
        .map(call -> call.getConsult())
        .map(consult -> consult.getPhase());
  }

  private static boolean held(ZoneStory story) {
    return story.state().call("c1").orElseThrow().getHeld();
  }

  /** Anna is alone with the customer, who is not on hold; bert is ready again. */
  private static void backToTalking(ZoneStory story) {
    assertThat(phase(story)).isEmpty();
    assertThat(callState(story, "anna")).isEqualTo(CallState.TALKING);
    assertThat(held(story)).isFalse();
    assertThat(callState(story, "bert")).isEqualTo(CallState.IDLE);
    assertThat(agentState(story, "bert")).isEqualTo(AgentState.READY);
  }

  /** Anna has the wrap-up, bert has none. */
  private static void wrapUpOfAnna(ZoneStory story) {
    assertThat(phase(story)).isEmpty();
    assertThat(callState(story, "anna")).isEqualTo(CallState.WRAPUP);
    assertThat(callState(story, "bert")).isEqualTo(CallState.IDLE);
    assertThat(agentState(story, "bert")).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldWaitForABusyAgentAndBeginWhenThatOneIsFreed() {
    ZoneStory story = ToldOfSeconds.talking(zone()).given(Told.talking("bert", "c2", "sales", T0));
    story.when(Asked.consult("anna", "bert")).andOrders();
    assertThat(phase(story)).contains(ConsultPhase.PENDING);
    assertThat(callState(story, "anna")).isEqualTo(CallState.TALKING);
    story.when(Reported.disconnected(T0, "c2", Party.CUSTOMER)).when(Asked.wrapUp("bert", "Sold"));
    assertThat(story.only(ConsultDialled.class).getWaited()).isTrue();
    assertThat(callState(story, "bert")).isEqualTo(CallState.CONSULT);
    assertThat(agentState(story, "bert")).isEqualTo(AgentState.BUSY);
    assertThat(held(story)).isTrue();
  }

  @Test
  void shouldTellWhoeverWaitsThatTheAgentTakesABreak() {
    ZoneStory story =
        ToldOfSeconds.pending(zone())
            .when(Asked.goNotReady("bert"))
            .when(Reported.disconnected(T0, "c2", Party.CUSTOMER))
            .when(Asked.wrapUp("bert", "Sold"));
    assertThat(story.only(ConsultEnded.class).getGrounds())
        .isEqualTo(ConsultEndGrounds.NOT_REACHED);
    assertThat(callState(story, "anna")).isEqualTo(CallState.TALKING);
    assertThat(agentState(story, "bert")).isEqualTo(AgentState.NOT_READY);
  }

  @Test
  void shouldLetNoMoreThanTwoWaitForOneAgent() {
    ZoneStory story = ToldOfSeconds.pending(zone());
    for (String colleague : List.of("cleo", "dora")) {
      story.given(Told.talking(colleague, "c-" + colleague, "sales", T0));
    }
    story.when(Asked.consult("cleo", "bert"));
    assertThat(story.state().callIndex().consultsPending("bert")).hasSize(2);
    story
        .when(Asked.consult("dora", "bert"))
        .thenRefused(RefusalReason.TOO_MANY_CONSULTS, "2", "bert");
  }

  @Test
  void shouldCallAReadyAgentAtOnceAndPutTheCustomerOnHold() {
    ZoneStory story =
        ToldOfSeconds.talking(zone())
            .given(Told.idle("bert", "sales"))
            .when(Asked.consult("anna", "bert"))
            .andOrders(DialLeg.class, HoldLine.class);
    assertThat(phase(story)).contains(ConsultPhase.DIALLING);
    DialLeg order = (DialLeg) story.outcome().orders().getFirst();
    assertThat(order.getValidUntil()).as("F4").isEqualTo(T0 + 1000);
    assertThat(order.getJoin()).isEqualTo(LegJoin.CONSULT);
  }

  @Test
  void shouldRefuseWhomItCannotReach() {
    ZoneStory story =
        ToldOfSeconds.talking(zone())
            .given(Told.loggedOn("cleo"), Told.nailup("cleo", NailupState.NAILED_UP));
    story
        .when(Asked.consult("anna", "cleo"))
        .thenRefused(RefusalReason.DESTINATION_NOT_AVAILABLE, "cleo")
        .when(Asked.consult("anna", "nobody"))
        .thenRefused(RefusalReason.DESTINATION_NOT_AVAILABLE)
        .when(Asked.consult("anna", "anna"))
        .thenRefused(RefusalReason.DESTINATION_IS_SELF)
        .when(Asked.consultOutside("anna", "the pub"))
        .thenRefused(RefusalReason.NUMBER_NOT_ALLOWED)
        .when(Asked.consult("anna", null))
        .thenRefused(RefusalReason.INVALID_PARAMETER)
        .when(Asked.consult("cleo", "anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED)
        .when(Asked.completeTransfer("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "ACTIVE");
  }

  @Test
  void shouldCancelOnlyWhatThePlatformCanStop() {
    ZoneStory story =
        ToldOfSeconds.dialling(zone())
            .when(Asked.cancelConsult("anna"))
            .thenRefused(RefusalReason.CANCEL_NOT_YET)
            .when(Reported.alerting(T0, "c1", LEG))
            .when(Asked.cancelConsult("anna"))
            .andOrders(ReleaseLeg.class, UnholdLine.class);
    backToTalking(story);
  }

  @Test
  void shouldCancelWhatWaitsAndWhatIsActive() {
    ZoneStory waits = ToldOfSeconds.pending(zone()).when(Asked.cancelConsult("anna")).andOrders();
    assertThat(phase(waits)).isEmpty();
    backToTalking(ToldOfSeconds.active(zone()).when(Asked.cancelConsult("anna")));
    backToTalking(ToldOfSeconds.active(zone()).when(Asked.leaveConsult("bert")));
  }

  @Test
  void shouldGoBackToTheCustomerWhenNobodyIsReached() {
    backToTalking(ToldOfSeconds.dialling(zone()).when(Reported.legFailed(T0, "c1", LEG)));
    ZoneStory late = ToldOfSeconds.dialling(zone()).whenTimePasses(29_999).thenNothing();
    backToTalking(late.whenTimePasses(1));
  }

  @Test
  void shouldMoveTheCallToTheSecondAgentWhenTheLegsAreJoined() {
    ZoneStory story =
        ToldOfSeconds.active(zone())
            .when(Asked.completeTransfer("anna"))
            .andOrders(JoinLegs.class)
            .when(Reported.joined(T0 + 50, "c1", LEG, LegJoin.TRANSFER));
    assertThat(callState(story, "bert")).isEqualTo(CallState.TALKING);
    assertThat(held(story)).isFalse();
    assertThat(agentState(story, "anna")).isEqualTo(AgentState.READY);
    story.when(Reported.disconnected(T0 + 90, "c1", Party.CUSTOMER));
    assertThat(callState(story, "bert")).isEqualTo(CallState.WRAPUP);
    CallCompleted end = story.when(Asked.wrapUp("bert", "Sold")).only(CallCompleted.class);
    assertThat(end.getAgentId()).isEqualTo("bert");
    assertThat(end.getSegments())
        .extracting(CallSegment::getAgentId, CallSegment::getRole)
        .containsExactly(
            tuple("anna", CallRole.OWNER),
            tuple("bert", CallRole.SECOND),
            tuple("bert", CallRole.OWNER));
    assertThat(end.getSegments()).allSatisfy(part -> assertThat(part.getTo()).isNotNull());
  }

  @Test
  void shouldHaveAWrapUpBehindAnExternalTransfer() {
    ZoneStory story =
        ToldOfSeconds.activeOutside(zone())
            .when(Asked.completeTransfer("anna"))
            .when(Reported.joined(T0 + 50, "c1", LEG, LegJoin.TRANSFER));
    assertThat(story.only(CallTransferred.class).getAddress()).isEqualTo(NUMBER);
    assertThat(callState(story, "anna")).isEqualTo(CallState.WRAPUP);
    story.when(Asked.wrapUp("anna", "Sold")).andOrders();
    assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("Sold");
  }

  @Test
  void shouldStayActiveWhenTheLegsCannotBeJoined() {
    for (LegJoin join : List.of(LegJoin.TRANSFER, LegJoin.CONFERENCE)) {
      ZoneStory story = ToldOfSeconds.joining(zone(), join);
      story.when(Reported.notJoined(T0, "c1", LEG, join));
      assertThat(story.only(LegsNotJoined.class).getJoin()).isEqualTo(join);
      assertThat(phase(story)).contains(ConsultPhase.ACTIVE);
      assertThat(held(story)).isTrue();
      ZoneStory silent = ToldOfSeconds.joining(zone(), join).whenTimePasses(5000);
      silent.only(LegsNotJoined.class);
      // What the platform reports is fact, however late.
      silent.when(Reported.joined(T0 + 6000, "c1", LEG, join));
      assertThat(callState(silent, "bert")).isNotEqualTo(CallState.CONSULT);
    }
  }

  @Test
  void shouldMoveABlindTransferWhenTheSecondAgentAnswers() {
    ZoneStory story =
        ToldOfSeconds.talking(zone())
            .given(Told.idle("bert", "sales"))
            .when(Asked.blindTransfer("anna", "bert"));
    String leg = story.only(ConsultDialled.class).getConsultId();
    story.when(Reported.legConnected(T0 + 9, "c1", leg));
    assertThat(callState(story, "bert")).isEqualTo(CallState.TALKING);
    assertThat(agentState(story, "anna")).isEqualTo(AgentState.READY);
    backToTalking(ToldOfSeconds.blind(zone()).when(Reported.legFailed(T0, "c1", LEG)));
  }

  @Test
  void shouldNotTransferBlindlyToSomebodyBusy() {
    ToldOfSeconds.talking(zone())
        .given(Told.talking("bert", "c2", "sales", T0))
        .when(Asked.blindTransfer("anna", "bert"))
        .thenRefused(RefusalReason.DESTINATION_NOT_AVAILABLE, "busy");
  }

  @Test
  void shouldHoldAConferenceAndPassItsOwnershipOn() {
    ZoneStory story =
        ToldOfSeconds.active(zone())
            .when(Asked.startConference("anna"))
            .when(Reported.joined(T0 + 50, "c1", LEG, LegJoin.CONFERENCE));
    assertThat(callState(story, "anna")).isEqualTo(CallState.CONFERENCE_OWNER);
    assertThat(callState(story, "bert")).isEqualTo(CallState.CONFERENCE_PASSIVE);
    assertThat(held(story)).isFalse();
    story
        .when(Asked.leaveConference("anna"))
        .thenRefused(RefusalReason.OWNER_CANNOT_LEAVE)
        .when(Asked.endConference("bert"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED)
        .when(Asked.changeOwnership("anna"))
        .andOrders(ChangeOwner.class);
    assertThat(callState(story, "bert")).isEqualTo(CallState.CONFERENCE_OWNER);
    story.when(Asked.leaveConference("anna")).andOrders(ReleaseLeg.class);
    assertThat(callState(story, "bert")).isEqualTo(CallState.TALKING);
    assertThat(agentState(story, "anna")).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldLeaveOnlyAConferenceWithAnExternalPartyAsItsOwner() {
    ZoneStory story =
        ToldOfSeconds.conferenceOutside(zone())
            .when(Asked.changeOwnership("anna"))
            .thenRefused(RefusalReason.STATE_NOT_ALLOWED)
            .when(Asked.leaveConference("anna"))
            .andOrders(JoinLegs.class)
            .when(Reported.joined(T0 + 50, "c1", LEG, LegJoin.TRANSFER));
    assertThat(callState(story, "anna")).isEqualTo(CallState.WRAPUP);
  }

  @Test
  void shouldEndAConference() {
    backToTalking(ToldOfSeconds.conference(zone()).when(Asked.endConference("anna")));
    backToTalking(ToldOfSeconds.conference(zone()).when(Asked.leaveConference("bert")));
  }

  @Test
  void shouldReleaseTheCustomerOnlyWhereItIsClearWhoIsMeant() {
    ToldOfSeconds.active(zone())
        .when(Asked.releaseLine("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "CONSULT");
    ZoneStory story = ToldOfSeconds.conference(zone()).when(Asked.releaseLine("anna"));
    story.only(CallReleased.class);
    wrapUpOfAnna(story.when(Reported.disconnected(T0, "c1", Party.AGENT)));
  }

  @Test
  void shouldSendDigitsThatTheJournalDoesNotKeep() {
    ZoneStory story =
        ToldOfSeconds.talking(zone())
            .when(Asked.sendDtmf("anna", "4111111111111111#"))
            .andOrders(SendDigits.class);
    assertThat(((SendDigits) story.outcome().orders().getFirst()).getDigits())
        .isEqualTo("4111111111111111#");
    assertThat(story.only(DigitsSent.class).getDigits()).isEqualTo(17);
    assertThat(story.outcome().events().toString()).doesNotContain("41111");
    story
        .when(Asked.sendDtmf("anna", "1".repeat(33)))
        .thenRefused(RefusalReason.INVALID_PARAMETER)
        .when(Asked.hold("anna"))
        .when(Asked.sendDtmf("anna", "1"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "hold");
  }

  @Test
  void shouldGiveTheOwnerTheWrapUpWhenTheCustomerHangsUp() {
    wrapUpOfAnna(
        ToldOfSeconds.dialling(zone()).when(Reported.disconnected(T0, "c1", Party.CUSTOMER)));
    wrapUpOfAnna(
        ToldOfSeconds.active(zone()).when(Reported.disconnected(T0, "c1", Party.CUSTOMER)));
    wrapUpOfAnna(
        ToldOfSeconds.joining(zone(), LegJoin.TRANSFER)
            .when(Reported.disconnected(T0, "c1", Party.CUSTOMER)));
    wrapUpOfAnna(
        ToldOfSeconds.conference(zone()).when(Reported.disconnected(T0, "c1", Party.CUSTOMER)));
    ZoneStory waits =
        ToldOfSeconds.pending(zone()).when(Reported.disconnected(T0, "c1", Party.CUSTOMER));
    assertThat(waits.only(ConsultEnded.class).getGrounds()).isEqualTo(ConsultEndGrounds.CALL_ENDED);
    assertThat(callState(waits, "bert")).isEqualTo(CallState.TALKING);
  }

  @Test
  void shouldGiveTheOwnerTheCustomerBackWhenTheSecondPartyGoes() {
    backToTalking(ToldOfSeconds.active(zone()).when(Reported.legGone(T0, "c1", LEG)));
    backToTalking(ToldOfSeconds.conference(zone()).when(Reported.legGone(T0, "c1", LEG)));
    backToTalking(
        ToldOfSeconds.joining(zone(), LegJoin.TRANSFER).when(Reported.legGone(T0, "c1", LEG)));
    ZoneStory line = ToldOfSeconds.active(zone()).when(Reported.nailupLost(T0, "bert"));
    assertThat(phase(line)).isEmpty();
    assertThat(callState(line, "anna")).isEqualTo(CallState.TALKING);
    assertThat(held(line)).isFalse();
  }

  @Test
  void shouldKeepTheCustomerOnHoldForSomeSecondsWhenTheOwnersLineGoes() {
    for (ZoneStory story : List.of(ToldOfSeconds.talking(zone()), ToldOfSeconds.active(zone()))) {
      story.when(Reported.nailupLost(T0, "anna"));
      assertThat(phase(story)).isEmpty();
      assertThat(held(story)).isTrue();
      story.when(Asked.unhold("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "voice leg");
      story.when(Reported.nailedUp(T0 + 100, "anna"));
      assertThat(held(story)).isFalse();
    }
    ZoneStory lost = ToldOfSeconds.talking(zone()).when(Reported.nailupLost(T0, "anna"));
    lost.whenTimePasses(10_000).only(CallReleased.class);
    assertThat(lost.state().agent("anna").orElseThrow().getNailup())
        .isEqualTo(NailupState.NOT_NAILED_UP);
  }

  @Test
  void shouldPassAConferenceOnWhenItsOwnersLineGoes() {
    ZoneStory story = ToldOfSeconds.conference(zone()).when(Reported.nailupLost(T0, "anna"));
    assertThat(story.only(CallTransferred.class).getGrounds()).isEqualTo(TransferGrounds.LINE_LOST);
    assertThat(callState(story, "bert")).isEqualTo(CallState.TALKING);
    story
        .when(Reported.disconnected(T0 + 5, "c1", Party.CUSTOMER))
        .when(Asked.wrapUp("bert", "Sold"));
    assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("Sold");
    ZoneStory outside =
        ToldOfSeconds.conferenceOutside(zone()).when(Reported.nailupLost(T0, "anna"));
    outside.only(CallReleased.class);
  }

  @Test
  void shouldReleaseEverybodyWhenTheMaximumCallTimeIsReached() {
    wrapUpOfAnna(ToldOfSeconds.conference(zone()).whenTimePasses(3_600_000));
  }

  @Test
  void shouldNotMoveAnAgentWhomAConsultWaitsFor() {
    ZoneStory story = ToldOfSeconds.pending(zone()).given(Told.job("cards"));
    story
        .when(Asked.moveAgent("bert", "cards"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "consult")
        .when(Asked.moveAgent("anna", "cards"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "consult");
  }
}
