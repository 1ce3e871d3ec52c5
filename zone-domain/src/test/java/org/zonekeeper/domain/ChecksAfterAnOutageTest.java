package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.Outages.recovered;
import static org.zonekeeper.domain.Outages.takenOver;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallStatusReceived;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.LogOffGrounds;

/** What an owner asks desktops and platform behind an outage. */
class ChecksAfterAnOutageTest {
  private static ZoneStory recoveredInConversation() {
    return recovered(
        zone().given(Told.job("sales")).given(Told.talking("anna", "c1", "sales", T0)));
  }

  private static ZoneStory recoveredWithQueued(List<String> calls) {
    ZoneStory lost = zone().given(Told.job("sales", Told.queuing()));
    calls.forEach(call -> lost.given(Told.queued(call, "sales", T0 - 4000, T0 + 3000)));
    return recovered(lost);
  }

  @Test
  void shouldGiveNobodyACallBeforeDesktopsAreAsked_F18() {
    ZoneStory story =
        takenOver(zone().given(Told.job("sales")).given(Told.idle("anna", "sales")))
            .when(Asked.barrier(2, "i-2"))
            .when(Reported.barrier(2, "i-2"))
            .given(Told.waiting("c1", "sales", T0))
            .when(Asked.pauseJob("sales"));
    assertThat(story.all(CallAssigned.class)).isEmpty();
    DesktopCheckRequested check = story.when(new Input.Check()).only(DesktopCheckRequested.class);
    assertThat(story.all(CallAssigned.class)).isEmpty();
    story.when(Asked.inStep(check));
    assertThat(story.only(CallAssigned.class).getCallId()).isEqualTo("c1");
  }

  @Test
  void shouldLogOffADesktopThatKnowsAnotherState_F18() {
    ZoneStory story = recoveredInConversation();
    String check = story.only(DesktopCheckRequested.class).getCheckId();
    story
        .when(
            Asked.status(
                "anna", "stale", AgentState.BUSY, CallState.TALKING, NailupState.NAILED_UP))
        .thenRefused(RefusalReason.STALE_CHECK, "stale", check)
        .when(Asked.status("anna", check, AgentState.READY, CallState.IDLE, NailupState.NAILED_UP))
        .thenAccepted(
            new DesktopCheckFailed(
                "anna",
                check,
                "expected BUSY/TALKING/NAILED_UP (agent/call/nail-up), the desktop reported"
                    + " READY/IDLE/NAILED_UP"),
            new CallReleased("c1", "the agent on it was logged off: DESKTOP_ERROR"),
            Told.completed("c1", "sales", T0).withAgent("anna", T0).system("DESKTOP_ERROR"),
            Told.loggedOff("anna", LogOffGrounds.DESKTOP_ERROR))
        .when(Asked.goReady("anna"))
        .thenRefused(RefusalReason.NOT_LOGGED_ON, "log on first");
  }

  @Test
  void shouldLogOffADesktopThatDoesNotAnswer_F18() {
    ZoneStory story =
        recovered(zone().given(Told.loggedOn("anna"))).whenTimePasses(4999).thenNothing();
    story.whenTimePasses(1).only(DesktopCheckFailed.class);
    assertThat(story.state().agent("anna")).isEmpty();
  }

  /** No desktop could answer while there was no owner: nobody is judged by a check of before. */
  @Test
  void shouldAskAnewAfterASecondOutage_F18() {
    ZoneStory story = recoveredInConversation().after(60_000);
    String old = story.state().agent("anna").orElseThrow().getCheck().getCheckId();
    story
        .when(new Adopt(Told.AM_1, AdoptionKind.OUTAGE, "killed", story.now() - 55_000))
        .when(Asked.barrier(3, "i-1"))
        .when(Reported.barrier(3, "i-1"))
        .whenTimePasses(100)
        .thenNothing()
        .when(Asked.status("anna", old, AgentState.BUSY, CallState.TALKING, NailupState.NAILED_UP))
        .thenRefused(RefusalReason.STALE_CHECK, "open: none")
        .when(new Input.Check());
    DesktopCheckRequested anew = story.only(DesktopCheckRequested.class);
    assertThat(anew.getDeadline()).isEqualTo(story.now() + 5000);
    story.when(Asked.inStep(anew));
    assertThat(story.state().agent("anna")).isPresent();
  }

  @Test
  void shouldLogNobodyOffWhoseOwnersCrashAgainAndAgain_F18() {
    ZoneStory story = recoveredInConversation();
    for (int epoch = 3; epoch < 30; epoch++) {
      story
          .after(20_000)
          .when(new Adopt(Told.AM_1, AdoptionKind.OUTAGE, "killed", story.now() - 19_000))
          .when(Asked.barrier(epoch, "i-1"))
          .when(Reported.barrier(epoch, "i-1"))
          .whenTimePasses(100)
          .when(new Input.Check());
    }
    assertThat(story.state().agent("anna")).isPresent();
    assertThat(story.state().zone().getOutages()).hasSize(16);
  }

  @Test
  void shouldGiveAWrapUpTheTimeOfAnOutageOnTop() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
            .after(60_000)
            .when(new Adopt(Told.AM_2, AdoptionKind.OUTAGE, "killed", T0 + 10_000))
            .when(Asked.barrier(2, "i-2"))
            .when(Reported.barrier(2, "i-2"))
            .when(new Input.Check());
    story.when(Asked.inStep(story.only(DesktopCheckRequested.class)));
    story.whenTimePasses(19_999).thenNothing();
    story.whenTimePasses(1);
    assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("Not_Dispositioned");
  }

  @Test
  void shouldAcceptADesktopThatHasMovedOnSinceItWasAsked_F18() {
    ZoneStory story = recoveredInConversation();
    String check = story.only(DesktopCheckRequested.class).getCheckId();
    story
        .when(Reported.disconnected(T0, "c1", Party.CUSTOMER))
        .when(
            Asked.status(
                "anna", check, AgentState.WORK_NOT_READY, CallState.WRAPUP, NailupState.NAILED_UP))
        .thenAccepted(new DesktopCheckPassed("anna", check));
  }

  @Test
  void shouldDemandANewLogOnWhenADisconnectNeverCame_F19() {
    ZoneStory story = recoveredInConversation();
    String request = story.only(CallStatusRequested.class).getRequestId();
    story
        .when(Reported.callStatus(T0, request))
        .then(
            new CallStatusReceived(request, List.of("c1")), new AgentReloginRequired("anna", "c1"))
        .when(Asked.releaseLine("anna"))
        .thenRefused(RefusalReason.RELOGIN_REQUIRED, "by force")
        .when(Asked.logOff("anna"))
        .thenRefused(RefusalReason.RELOGIN_REQUIRED)
        .when(Asked.logOn("anna"))
        .thenRefused(RefusalReason.RELOGIN_REQUIRED)
        .when(Asked.logOnByForce("anna"))
        .thenAccepted(
            new CallReleased("c1", "the agent on it was logged off: FORCED_LOGON"),
            Told.completed("c1", "sales", T0).withAgent("anna", T0).system("DESKTOP_ERROR"),
            Told.loggedOff("anna", LogOffGrounds.FORCED_LOGON),
            new AgentLoggedOn("anna", "ext-anna", "s2-anna", "en", List.of(), null, null, false),
            Told.nailup("anna", NailupState.PENDING_NAILUP));
    assertThat(story.state().agent("anna").orElseThrow().getReloginRequired()).isFalse();
  }

  @Test
  void shouldKeepAnAgentWhoseCallThePlatformStillKnows_F19() {
    ZoneStory story = recoveredInConversation();
    String request = story.only(CallStatusRequested.class).getRequestId();
    story
        .when(Reported.talkingStatus(T0, request, "c1", "anna"))
        .then(new CallStatusReceived(request, List.of()));
  }

  @Test
  void shouldNotJudgeACallThatCameAfterTheStatusRequest_F19() {
    ZoneStory story = recoveredInConversation();
    String request = story.only(CallStatusRequested.class).getRequestId();
    story
        .given(Told.talking("bert", "c2", "sales", T0))
        .when(Reported.talkingStatus(T0, request, "c1", "anna"))
        .then(new CallStatusReceived(request, List.of()));
  }

  @Test
  void shouldAskAboutFiveHundredCallsAtATime_F16_F19() {
    List<String> calls = IntStream.range(0, 750).mapToObj("c%04d"::formatted).toList();
    ZoneStory story = recoveredWithQueued(calls);
    String first = story.only(CallStatusRequested.class).getRequestId();
    assertThat(story.all(LiveCallAnnounced.class)).hasSize(500);
    story.when(new Input.Check());
    CallStatusRequested second = story.only(CallStatusRequested.class);
    assertThat(second.getCalls()).isEqualTo(calls.subList(500, 750));
    assertThat(second.getMore()).isFalse();
    story
        .when(new Input.Check())
        .thenNothing()
        .when(Reported.callStatus(T0, first, calls.subList(1, 500).toArray(String[]::new)));
    assertThat(story.only(CallStatusReceived.class).getUnknownCalls()).containsExactly("c0000");
    story
        .when(
            Reported.callStatus(
                T0, second.getRequestId(), second.getCalls().toArray(String[]::new)))
        .then(new CallStatusReceived(second.getRequestId(), List.of()));
  }

  @Test
  void shouldNotAskThePlatformAboutCallsThatEndedBeforeTheirTurn_F19() {
    List<String> calls = IntStream.range(0, 501).mapToObj("c%04d"::formatted).toList();
    ZoneStory story = recoveredWithQueued(calls);
    String last = calls.getLast();
    story.when(Reported.disconnected(T0, last, Party.CUSTOMER)).when(new Input.Check()).andOrders();
    assertThat(story.only(CallStatusRequested.class).getCalls()).isEmpty();
    story.when(new Input.Check()).thenNothing();
  }

  @Test
  void shouldLogOffSilentDesktopsAFewHundredAtATime_F18() {
    int desktops = ZoneEngine.MOST_DUE_AT_A_TICK + 1;
    ZoneStory story = zone();
    IntStream.range(0, desktops)
        .forEach(i -> story.given(Told.loggedOn("agent-%04d".formatted(i))));
    recovered(story);
    for (int asked = 0; asked < desktops; asked++) {
      story.when(new Input.Check());
    }
    assertThat(story.whenTimePasses(5_000).all(DesktopCheckFailed.class))
        .hasSize(ZoneEngine.MOST_DUE_AT_A_TICK);
    assertThat(story.whenTimePasses(50).all(DesktopCheckFailed.class)).hasSize(1);
    assertThat(story.state().agents()).isEmpty();
  }
}
