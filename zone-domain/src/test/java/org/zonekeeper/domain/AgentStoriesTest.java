package org.zonekeeper.domain;

import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallRecordingResumed;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.order.DropNailup;
import org.zonekeeper.schemas.order.HoldLine;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.order.UnholdLine;

/** An agent's day: log on, take calls, wrap up, take breaks, log off. */
class AgentStoriesTest {

  @Test
  void shouldNailUpAnAgentWhoLogsOn() {
    zone()
        .when(Asked.logOn("anna"))
        .thenAccepted(Told.loggedOn("anna"), Told.nailup("anna", NailupState.PENDING_NAILUP))
        .andOrders(NailUpAgent.class)
        .when(Reported.nailedUp(T0, "anna"))
        .then(Told.nailup("anna", NailupState.NAILED_UP));
  }

  @Test
  void shouldRefuseASecondLogOn() {
    zone()
        .given(Told.loggedOn("anna"))
        .when(Asked.logOn("anna"))
        .thenRefused(RefusalReason.ALREADY_LOGGED_ON, "anna", "by force");
  }

  @Test
  void shouldRefuseAnExtensionThatIsInUse() {
    var logOn = Asked.logOn("bert");
    logOn.setExtension("ext-anna");
    zone()
        .given(Told.loggedOn("anna"))
        .when(logOn)
        .thenRefused(RefusalReason.EXTENSION_IN_USE, "ext-anna", "anna");
  }

  @Test
  void shouldRefuseABlankExtension() {
    var logOn = Asked.logOn("bert");
    logOn.setExtension(" ");
    zone().when(logOn).thenRefused(RefusalReason.INVALID_PARAMETER, "extension");
  }

  @Test
  void shouldEndTheOldSessionAtAForcedLogOn() {
    zone()
        .given(Told.job("sales"))
        .given(Told.talking("anna", "c1", "sales", T0))
        .when(Asked.logOnByForce("anna"))
        .thenAccepted(
            new CallReleased("c1", "the agent on it was logged off: FORCED_LOGON"),
            Told.completed("c1", "sales", T0).withAgent("anna", T0).system("DESKTOP_ERROR"),
            Told.loggedOff("anna", LogOffGrounds.FORCED_LOGON),
            new AgentLoggedOn("anna", "ext-anna", "s2-anna", "en", List.of(), null, null, false),
            Told.nailup("anna", NailupState.PENDING_NAILUP))
        .andOrders(ReleaseCall.class, DropNailup.class, NailUpAgent.class);
  }

  @Test
  void shouldRefuseWhateverSomebodyAsksWhoIsNotLoggedOn() {
    zone()
        .when(Asked.goReady("anna"))
        .thenRefused(RefusalReason.NOT_LOGGED_ON, "anna", "north")
        .when(Asked.logOff("anna"))
        .thenRefused(RefusalReason.NOT_LOGGED_ON)
        .when(Asked.wrapUp("anna", "Sold"))
        .thenRefused(RefusalReason.NOT_LOGGED_ON);
  }

  @Test
  void shouldAttachAnAgentWhoGoesReady() {
    zone()
        .given(Told.job("sales"), Told.loggedOn("anna"))
        .given(Told.nailup("anna", NailupState.NAILED_UP))
        .when(Asked.goReady("anna"))
        .thenAccepted(Told.state("anna", AgentState.READY), Told.attached("anna", "sales"));
  }

  @Test
  void shouldRefuseReadyOfAReadyAgent() {
    zone()
        .given(Told.loggedOn("anna"), Told.state("anna", AgentState.READY))
        .when(Asked.goReady("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "READY", "allowed when");
  }

  @Test
  void shouldNailUpAgainWhatIsLost() {
    zone()
        .given(Told.loggedOn("anna"), Told.nailup("anna", NailupState.NAILED_UP))
        .when(Reported.nailupLost(T0, "anna"))
        .then(Told.nailup("anna", NailupState.PENDING_NAILUP))
        .andOrders(NailUpAgent.class)
        .when(Reported.nailupLost(T0, "anna"))
        .then(Told.nailup("anna", NailupState.NOT_NAILED_UP))
        .andOrders()
        .when(Asked.goReady("anna"))
        .thenAccepted(
            Told.nailup("anna", NailupState.PENDING_NAILUP), Told.state("anna", AgentState.READY))
        .andOrders(NailUpAgent.class);
  }

  @Test
  void shouldHoldAndUnholdAConversation() {
    zone()
        .given(Told.job("sales"))
        .given(Told.talking("anna", "c1", "sales", T0))
        .when(Asked.unhold("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "not on hold")
        .when(Asked.hold("anna"))
        .thenAccepted(new CallHeld("c1", "anna", HoldGrounds.AGENT))
        .andOrders(HoldLine.class)
        .when(Asked.hold("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "on hold already")
        .when(Asked.unhold("anna"))
        .thenAccepted(new CallUnheld("c1", "anna"))
        .andOrders(UnholdLine.class);
  }

  @Test
  void shouldPauseAndResumeTheRecordingOfAConversation() {
    zone()
        .given(Told.job("sales"))
        .given(Told.talking("anna", "c1", "sales", T0))
        .when(Asked.resumeRecording("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "not paused")
        .when(Asked.pauseRecording("anna"))
        .thenAccepted(new CallRecordingPaused("c1", "anna", RecordingPauseReason.CARD_DATA))
        .andOrders()
        .when(Asked.pauseRecording("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "paused already", "CARD_DATA")
        .when(Asked.resumeRecording("anna"))
        .thenAccepted(new CallRecordingResumed("c1", "anna"));
  }

  @Test
  void shouldRefuseToPauseTheRecordingOfNoCall() {
    zone()
        .given(Told.job("sales"))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
        .when(Asked.pauseRecording("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "no conversation", "TALKING");
  }

  @Test
  void shouldReleaseALineOnce() {
    zone()
        .given(Told.job("sales"))
        .given(Told.talking("anna", "c1", "sales", T0))
        .when(Asked.releaseLine("anna"))
        .thenAccepted(new CallReleased("c1", "released by agent anna"))
        .andOrders(ReleaseCall.class)
        .when(Asked.releaseLine("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "already");
  }

  @Test
  void shouldRefuseToReleaseALineThatIsNotThere() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .when(Asked.releaseLine("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "TALKING");
  }

  @Test
  void shouldWrapUpWithACodeOfTheJob() {
    zone()
        .given(Told.job("sales"))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
        .when(Asked.wrapUp("anna", "Nonsense"))
        .thenRefused(RefusalReason.UNKNOWN_COMPLETION_CODE, "Nonsense", "Sold, Not_Sold")
        .when(Asked.wrapUp("anna", "Sold"))
        .thenAccepted(
            Told.completed("c1", "sales", T0).withAgent("anna", T0).down(T0).custom("Sold"),
            Told.callState("anna", CallState.IDLE, null),
            Told.state("anna", AgentState.READY));
  }

  @Test
  void shouldRefuseAWrapUpOfNothing() {
    zone()
        .given(Told.loggedOn("anna"))
        .when(Asked.wrapUp("anna", "Sold"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "WRAPUP")
        .when(Asked.extendWrapUp("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "WRAPUP");
  }

  @Test
  void shouldExtendAWrapUpAsOftenAsTheJobAllows() {
    zone()
        .given(Told.job("sales"))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
        .when(Asked.extendWrapUp("anna"))
        .thenAccepted(new WrapUpExtended("c1", "anna", T0 + 60_000, 1))
        .when(Asked.extendWrapUp("anna"))
        .thenAccepted(new WrapUpExtended("c1", "anna", T0 + 90_000, 0))
        .when(Asked.extendWrapUp("anna"))
        .thenRefused(RefusalReason.WRAPUP_NOT_EXTENDABLE, "2");
  }

  @Test
  void shouldSetTheDefaultCodeWhenTheWrapUpLimitRunsOut() {
    zone()
        .given(Told.job("sales"))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
        .given(new AgentStateChanged("anna", AgentState.PENDING_NOT_READY, null))
        .whenTimePasses(29_999)
        .thenNothing()
        .whenTimePasses(1)
        .then(
            Told.completed("c1", "sales", T0)
                .withAgent("anna", T0)
                .down(T0)
                .custom("Not_Dispositioned"),
            Told.callState("anna", CallState.IDLE, null),
            Told.state("anna", AgentState.NOT_READY));
  }

  @Test
  void shouldTakeABreakAfterTheCallInHand() {
    zone()
        .given(Told.job("sales"))
        .given(Told.talking("anna", "c1", "sales", T0))
        .when(Asked.goNotReady("anna"))
        .thenAccepted(new AgentStateChanged("anna", AgentState.PENDING_NOT_READY, "Lunch"))
        .when(Asked.goNotReady("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED)
        .when(Asked.goReady("anna"))
        .thenAccepted(Told.state("anna", AgentState.BUSY));
  }

  @Test
  void shouldLogOffAfterTheCallInHand() {
    zone()
        .given(Told.job("sales"))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
        .when(Asked.logOff("anna"))
        .thenAccepted(new AgentLogOffPending("anna"))
        .when(Asked.logOff("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED)
        .when(Asked.wrapUp("anna", "Sold"))
        .thenAccepted(
            Told.completed("c1", "sales", T0).withAgent("anna", T0).down(T0).custom("Sold"),
            Told.callState("anna", CallState.IDLE, null),
            Told.loggedOff("anna", LogOffGrounds.REQUESTED))
        .andOrders(DropNailup.class);
  }

  @Test
  void shouldLogOffAnIdleAgentAtOnce() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .when(Asked.logOff("anna"))
        .thenAccepted(Told.loggedOff("anna", LogOffGrounds.REQUESTED))
        .andOrders(DropNailup.class);
  }

  @Test
  void shouldLogOffAnAgentWhoseDesktopIsLost_F21() {
    zone()
        .given(Told.job("sales"))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
        .when(Asked.desktopLost("anna", "an older session"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "an older session", "s-anna")
        .when(Asked.desktopLost("anna", "s-anna"))
        .thenAccepted(
            Told.completed("c1", "sales", T0)
                .withAgent("anna", T0)
                .down(T0)
                .system("DESKTOP_ERROR"),
            Told.loggedOff("anna", LogOffGrounds.DESKTOP_LOST));
  }

  @Test
  void shouldLetACallWaitAgainWhoseAgentGoesBeforeBeingOnIt() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .given(Told.waiting("c1", "sales", T0))
        .given(Told.assignment("c1", "sales", "anna"))
        .when(Asked.desktopLost("anna", "s-anna"))
        .thenAccepted(
            new CallUnassigned("c1", "anna", "the agent was logged off: DESKTOP_LOST"),
            Told.loggedOff("anna", LogOffGrounds.DESKTOP_LOST));
  }
}
