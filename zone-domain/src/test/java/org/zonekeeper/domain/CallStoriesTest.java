package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.AgentBridgeFailed;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;

/** The life of a call, from its attempt to its one completion. */
class CallStoriesTest {
  private static final long BUDGET = 2000;

  @Test
  void shouldBringALiveVoiceToAnAgent() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .given(Told.lease("sales"))
        .when(Reported.attemptStarted(T0 - 1000, "c1", "sales", "lease"))
        .then(Told.attempted("c1", "sales", T0 - 1000))
        .when(Reported.liveVoice(T0, "c1"))
        .then(
            Told.answered("c1", "sales", T0),
            new CallAssigned("c1", "sales", "anna", "ext-anna"),
            Told.state("anna", AgentState.BUSY),
            Told.callState("anna", CallState.IDLE, "c1"))
        .andOrders(BridgeAgent.class)
        .when(Reported.bridged(T0 + 50, "c1", "anna"))
        .then(Told.connection("c1", "sales", "anna", T0 + 50))
        .when(Reported.disconnected(T0 + 9000, "c1", Party.CUSTOMER))
        .then(
            Told.disconnected("c1", Party.CUSTOMER, T0 + 9000),
            new WrapUpStarted(
                "c1", "anna", T0 + 30_000, 2, "Not_Dispositioned", List.of("Sold", "Not_Sold")),
            Told.callState("anna", CallState.WRAPUP, "c1"),
            Told.state("anna", AgentState.WORK_NOT_READY))
        .andOrders();
  }

  @Test
  void shouldChooseTheAgentWhoHasBeenIdleLongest() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.idle("zoe", "sales"))
            .after(10)
            .given(Told.idle("anna", "sales"))
            .given(Told.attempted("c1", "sales", T0))
            .when(Reported.liveVoice(T0, "c1"));
    assertThat(story.only(CallAssigned.class).getAgentId()).isEqualTo("zoe");
  }

  @Test
  void shouldServeTheCallThatHasWaitedLongest() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"), Told.loggedOn("anna"))
            .given(Told.nailup("anna", NailupState.NAILED_UP))
            .given(Told.waiting("later", "sales", T0 + 1))
            .given(Told.waiting("first", "sales", T0))
            .when(Asked.goReady("anna"));
    assertThat(story.only(CallAssigned.class).getCallId()).isEqualTo("first");
  }

  @Test
  void shouldNotAssignACallOfAnotherJob() {
    zone()
        .given(Told.job("sales"), Told.job("survey"))
        .given(Told.idle("anna", "survey"))
        .given(Told.attempted("c1", "sales", T0))
        .when(Reported.liveVoice(T0, "c1"))
        .then(Told.answered("c1", "sales", T0));
  }

  @ParameterizedTest
  @CsvSource({
    "machine, Answer_Machine",
    "busy, Line_Busy",
    "noAnswer, Ring_No_Answer",
    "failed, Attempt_Failed"
  })
  void shouldCompleteAnAttemptWithoutLiveVoice(String fact, String code) {
    zone()
        .given(Told.job("sales"))
        .given(Told.attempted("c1", "sales", T0 - 1000))
        .when(
            switch (fact) {
              case "machine" -> Reported.machine(T0, "c1");
              case "busy" -> Reported.busy(T0, "c1");
              case "noAnswer" -> Reported.noAnswer(T0, "c1");
              default -> Reported.attemptFailed(T0, "c1");
            })
        .then(Told.completed("c1", "sales", T0).never().system(code));
  }

  @Test
  void shouldPlayTheMessageWhenTheBudgetRunsOut() {
    zone()
        .given(Told.job("sales"))
        .given(Told.waiting("c1", "sales", T0))
        .whenTimePasses(BUDGET - 1)
        .thenNothing()
        .whenTimePasses(1)
        .then(Told.marked("c1", "sales", NuisanceCause.NO_AGENT))
        .andOrders(PlayNuisanceMessage.class)
        .when(Reported.disconnected(T0 + 6000, "c1", Party.PLATFORM))
        .then(
            Told.disconnected("c1", Party.PLATFORM, T0 + 6000),
            Told.completed("c1", "sales", T0)
                .down(T0 + 6000)
                .nuisance(NuisanceCause.NO_AGENT)
                .system("Disconnected_By_System_NuisanceApp"));
  }

  @Test
  void shouldTellACustomerWhoHangsUpOnTheMessage() {
    zone()
        .given(Told.job("sales"))
        .given(Told.waiting("c1", "sales", T0))
        .given(Told.marked("c1", "sales", NuisanceCause.NO_AGENT))
        .when(Reported.disconnected(T0 + 3000, "c1", Party.CUSTOMER))
        .then(
            Told.disconnected("c1", Party.CUSTOMER, T0 + 3000),
            Told.completed("c1", "sales", T0)
                .down(T0 + 3000)
                .nuisance(NuisanceCause.NO_AGENT)
                .system("Disconnected_By_User_NuisanceApp"));
  }

  @Test
  void shouldQueueWhenTheBudgetRunsOutAndTheJobQueues() {
    zone()
        .given(Told.job("sales", Told.queuing()))
        .given(Told.waiting("c1", "sales", T0))
        .given(Told.waiting("c2", "sales", T0 + 1))
        .whenTimePasses(BUDGET)
        .then(new CallQueued("c1", "sales", T0 + BUDGET + 5000))
        .whenTimePasses(1)
        .then(Told.marked("c2", "sales", NuisanceCause.QUEUE_FULL))
        .whenTimePasses(4999)
        .then(Told.marked("c1", "sales", NuisanceCause.QUEUE_TIMEOUT))
        .andOrders(PlayNuisanceMessage.class);
  }

  @Test
  void shouldAssignAQueuedCallToTheNextAgentWhoIsReady() {
    zone()
        .given(Told.job("sales", Told.queuing()), Told.loggedOn("anna"))
        .given(Told.nailup("anna", NailupState.NAILED_UP))
        .given(Told.queued("c1", "sales", T0 - 3000, T0 + 5000))
        .when(Asked.goReady("anna"))
        .thenAccepted(
            Told.state("anna", AgentState.READY),
            Told.attached("anna", "sales"),
            new CallAssigned("c1", "sales", "anna", "ext-anna"),
            Told.state("anna", AgentState.BUSY),
            Told.callState("anna", CallState.IDLE, "c1"));
  }

  @Test
  void shouldNotCountACustomerWhoHangsUpWithinTheBudget() {
    zone()
        .given(Told.job("sales"))
        .given(Told.waiting("c1", "sales", T0))
        .when(Reported.disconnected(T0 + BUDGET, "c1", Party.CUSTOMER))
        .then(
            Told.disconnected("c1", Party.CUSTOMER, T0 + BUDGET),
            Told.completed("c1", "sales", T0).down(T0 + BUDGET).system("Disconnected_By_User"));
  }

  @Test
  void shouldCountACustomerWhoHangsUpAfterTheBudget() {
    zone()
        .given(Told.job("sales", Told.queuing()))
        .given(Told.queued("c1", "sales", T0, T0 + 7000))
        .when(Reported.disconnected(T0 + BUDGET + 1, "c1", Party.CUSTOMER))
        .then(
            Told.disconnected("c1", Party.CUSTOMER, T0 + BUDGET + 1),
            Told.marked("c1", "sales", NuisanceCause.NO_AGENT),
            Told.completed("c1", "sales", T0)
                .down(T0 + BUDGET + 1)
                .nuisance(NuisanceCause.NO_AGENT)
                .system("Disconnected_By_User"))
        .andOrders();
  }

  @Test
  void shouldCountACallThatThePlatformDropsBeforeAnAgent() {
    zone()
        .given(Told.job("sales"))
        .given(Told.waiting("c1", "sales", T0))
        .when(Reported.disconnected(T0 + 10, "c1", Party.PLATFORM))
        .then(
            Told.disconnected("c1", Party.PLATFORM, T0 + 10),
            Told.marked("c1", "sales", NuisanceCause.OTHER),
            Told.completed("c1", "sales", T0)
                .down(T0 + 10)
                .nuisance(NuisanceCause.OTHER)
                .system("Disconnected_By_System"));
  }

  @Test
  void shouldFreeTheAgentWhoseCallGoesBeforeTheBridge() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .given(Told.waiting("c1", "sales", T0))
        .given(Told.assignment("c1", "sales", "anna"))
        .when(Reported.disconnected(T0 + 10, "c1", Party.CUSTOMER))
        .then(
            Told.disconnected("c1", Party.CUSTOMER, T0 + 10),
            new CallUnassigned("c1", "anna", "the line went down before the agent was on it"),
            Told.completed("c1", "sales", T0).down(T0 + 10).system("Disconnected_By_User"),
            Told.callState("anna", CallState.IDLE, null),
            Told.state("anna", AgentState.READY));
  }

  @Test
  void shouldTryAnotherAgentWhenABridgeFails() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .given(Told.waiting("c1", "sales", T0))
        .given(Told.assignment("c1", "sales", "anna"))
        .given(Told.idle("bert", "sales"))
        .after(5)
        .when(Reported.bridgeFailed(T0 + 5, "c1", "anna"))
        .then(
            new CallUnassigned("c1", "anna", "bridge failed: no audio"),
            new AgentBridgeFailed("anna", "c1", 1),
            Told.callState("anna", CallState.IDLE, null),
            Told.state("anna", AgentState.READY),
            new CallAssigned("c1", "sales", "bert", "ext-bert"),
            Told.state("bert", AgentState.BUSY),
            Told.callState("bert", CallState.IDLE, "c1"))
        .andOrders(BridgeAgent.class);
  }

  @Test
  void shouldGiveACallUpWhoseBridgeFailsAfterTheBudget() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .given(Told.waiting("c1", "sales", T0))
        .given(Told.assignment("c1", "sales", "anna"))
        .after(BUDGET)
        .when(Reported.bridgeFailed(T0 + BUDGET, "c1", "anna"))
        .then(
            new CallUnassigned("c1", "anna", "bridge failed: no audio"),
            Told.marked("c1", "sales", NuisanceCause.BRIDGE_FAILED),
            new AgentBridgeFailed("anna", "c1", 1),
            Told.callState("anna", CallState.IDLE, null),
            Told.state("anna", AgentState.READY))
        .andOrders(PlayNuisanceMessage.class);
  }

  @Test
  void shouldPutLateAndUnknownFactsOnRecordOnly() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.attempted("c1", "sales", T0 - 1000))
            .when(Reported.machine(T0, "c1"));
    for (var late :
        List.of(
            Reported.disconnected(T0, "c1", Party.CUSTOMER),
            Reported.attemptStarted(T0, "c1", "sales", "lease"),
            Reported.attemptStarted(T0, "c2", "no job", "lease"),
            Reported.bridged(T0, "c9", "anna"),
            Reported.nailedUp(T0, "nobody"),
            Reported.contactsExhausted(T0, "no job"),
            Reported.callStatus(T0, "no request"))) {
      story.when(late).only(FactUnmatched.class);
      assertThat(story.outcome().events()).hasSize(1);
    }
  }

  @Test
  void shouldCloseACallWhoseDispositionNeverComes_F24() {
    zone()
        .given(Told.job("sales"))
        .given(Told.attempted("c1", "sales", T0))
        .whenTimePasses(299_999)
        .thenNothing()
        .whenTimePasses(1)
        .then(
            new CallReleased("c1", "no first disposition came in time"),
            Told.completed("c1", "sales", T0 + 1000).never().system("Attempt_Failed"))
        .andOrders(ReleaseCall.class);
  }

  @Test
  void shouldCloseAConversationWhoseEndNeverComes_F24() {
    JobSettings settings = JobSettings.newBuilder(Told.settings()).setMaxCallTimeMs(60_000).build();
    zone()
        .given(Told.job("sales", settings))
        .given(Told.talking("anna", "c1", "sales", T0))
        .whenTimePasses(59_999)
        .thenNothing()
        .whenTimePasses(1)
        .then(
            new CallReleased("c1", "the maximum call time was reached"),
            Told.disconnected("c1", Party.PLATFORM, T0 + 60_000),
            new WrapUpStarted(
                "c1", "anna", T0 + 90_000, 2, "Not_Dispositioned", List.of("Sold", "Not_Sold")),
            Told.callState("anna", CallState.WRAPUP, "c1"),
            Told.state("anna", AgentState.WORK_NOT_READY))
        .andOrders(ReleaseCall.class);
  }

  @Test
  void shouldCloseANuisanceCallWhoseEndNeverComes_F24() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.waiting("c1", "sales", T0))
            .given(Told.marked("c1", "sales", NuisanceCause.NO_AGENT))
            .whenTimePasses(3_600_000);
    assertThat(story.only(CallCompleted.class).getCompletionCode())
        .isEqualTo("Disconnected_By_System_NuisanceApp");
  }
}
