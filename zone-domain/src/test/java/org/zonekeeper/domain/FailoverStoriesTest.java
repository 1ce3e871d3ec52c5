package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zonekeeper.domain.Outages.SINCE;
import static org.zonekeeper.domain.Outages.recovered;
import static org.zonekeeper.domain.Outages.takenOver;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.schemas.command.HandOverZone;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentBridgeFailed;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneCheckBegun;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.RequestCallStatus;
import org.zonekeeper.schemas.state.ZoneLife;

/** The failover sequence, row by row. */
class FailoverStoriesTest {
  @Test
  void shouldSayWhoTookOverFromWhomAndWhatItFound_F1_F9() {
    ZoneStory story = zone().given(Told.job("sales"));
    String digest = story.state().digest();
    takenOver(story)
        .then(
            new ZoneTakenOver(
                Told.AM_1, Told.AM_2, SINCE, "killed", digest, FailoverPolicy.MARK_ALL, 0L));
    assertThat(story.only(ZoneTakenOver.class).getHeader().getEpoch()).isEqualTo(2);
  }

  @Test
  void shouldRefuseEveryCommandUntilTheZoneIsAvailable_F3_F7_F8() {
    ZoneStory story =
        takenOver(
            zone().given(Told.job("sales"), Told.job("survey")).given(Told.idle("anna", "sales")));
    var change = Asked.changeJob("sales");
    change.setPriority(9);
    for (var command :
        List.of(
            Asked.goNotReady("anna"),
            Asked.logOff("anna"),
            Asked.logOn("bert"),
            change,
            Asked.startJob("new", Told.settings()),
            Asked.moveAgent("anna", "survey"))) {
      String before = story.state().agent("anna").toString() + story.state().job("sales");
      story.when(command).thenRefused(RefusalReason.ZONE_NOT_AVAILABLE, "nothing was changed");
      assertThat(story.state().agent("anna").toString() + story.state().job("sales"))
          .isEqualTo(before);
    }
  }

  @Test
  void shouldRefuseWhatWasSentBeforeTheOutage_F3() {
    ZoneStory story = recovered(zone().given(Told.job("sales")));
    story
        .when(Asked.seeing(1, Asked.pauseJob("sales")))
        .thenRefused(RefusalReason.ZONE_NOT_AVAILABLE, "epoch 1", "epoch 2");
    assertThat(story.when(Asked.seeing(2, Asked.pauseJob("sales"))).all(CommandRefused.class))
        .isEmpty();
  }

  @Test
  void shouldPutWhatAGatewayRefusedOnRecord_F3() {
    var command = Asked.goReady("anna");
    command.getHeader().setRefusedByGateway(RefusalReason.ZONE_NOT_AVAILABLE);
    zone()
        .given(Told.loggedOn("anna"))
        .when(command)
        .thenRefused(RefusalReason.ZONE_NOT_AVAILABLE, "gateway-1");
  }

  @Test
  void shouldMarkEveryLiveVoiceWithoutAnAgent_F5_F6() {
    takenOver(
            zone()
                .given(Told.job("sales", Told.queuing()))
                .given(Told.idle("anna", "sales"))
                .given(Told.talking("bert", "talks", "sales", T0))
                .given(Told.waiting("assigned", "sales", T0))
                .given(Told.assignment("assigned", "sales", "anna"))
                .given(Told.queued("queued", "sales", T0 - 4000, T0 + 3000))
                .given(Told.waiting("waits", "sales", T0))
                .given(Told.attempted("rings", "sales", T0)))
        .when(Reported.liveVoice(T0, "rings"))
        .then(Told.answered("rings", "sales", T0))
        .when(Reported.barrier(2, "i-2"))
        .then(
            new BarrierPassed(InputStream.FACTS),
            Told.marked("assigned", "sales", NuisanceCause.FAILOVER),
            Told.marked("queued", "sales", NuisanceCause.FAILOVER),
            Told.marked("rings", "sales", NuisanceCause.FAILOVER),
            Told.marked("waits", "sales", NuisanceCause.FAILOVER))
        .andOrders(PlayNuisanceMessage.class, PlayNuisanceMessage.class, PlayNuisanceMessage.class);
  }

  @Test
  void shouldSpareWhoStillHasLiveVoiceBudget_X2() {
    ZoneStory story =
        zone()
            .given(Told.job("sales", Told.queuing()))
            .given(Told.idle("anna", "sales"))
            .given(Told.queued("queued", "sales", T0 - 4000, T0 + 3000))
            .given(Told.waiting("late", "sales", T0 - 2500))
            .given(Told.waiting("early", "sales", T0))
            .when(
                new Adopt(
                    Told.AM_2,
                    AdoptionKind.OUTAGE,
                    "killed",
                    SINCE,
                    new FailoverTreatment(FailoverPolicy.MARK_EXPIRED, 100)));
    assertThat(story.only(ZoneTakenOver.class))
        .satisfies(taken -> assertThat(taken.getPolicy()).isEqualTo(FailoverPolicy.MARK_EXPIRED))
        .satisfies(taken -> assertThat(taken.getToleranceMs()).isEqualTo(100));
    story
        .when(Reported.barrier(2, "i-2"))
        .then(
            new BarrierPassed(InputStream.FACTS),
            Told.marked("late", "sales", NuisanceCause.FAILOVER),
            Told.marked("queued", "sales", NuisanceCause.FAILOVER));
    DesktopCheckRequested check =
        story
            .when(Asked.barrier(2, "i-2"))
            .when(new Input.Check())
            .only(DesktopCheckRequested.class);
    assertThat(story.when(Asked.inStep(check)).only(CallAssigned.class))
        .satisfies(assigned -> assertThat(assigned.getCallId()).isEqualTo("early"));
  }

  @Test
  void shouldTreatAToleratedFailureLikeAPlannedHandover_X2() {
    ZoneStory story =
        zone()
            .given(Told.job("sales", Told.queuing()))
            .given(Told.queued("queued", "sales", T0 - 4000, T0 + 3000))
            .given(Told.waiting("waits", "sales", T0));
    String digest = story.state().digest();
    story
        .when(
            new Adopt(
                Told.AM_2,
                AdoptionKind.TOLERATED_FAILURE,
                "killed",
                0,
                new FailoverTreatment(FailoverPolicy.MARK_ALL, 2_000)))
        .then(new ZoneHandedOver(Told.AM_1, Told.AM_2, "killed", digest, true, 2_000L));
    assertThat(story.state().zone().getLife()).isEqualTo(ZoneLife.AVAILABLE);
    assertThat(story.state().calls()).allMatch(call -> call.getNuisance() == null);
  }

  @Test
  void shouldNeverAssignACallThatWasQueuedAtTheFailure_F6() {
    ZoneStory story =
        recovered(
            zone()
                .given(Told.job("sales", Told.queuing()), Told.loggedOn("anna"))
                .given(Told.nailup("anna", NailupState.NAILED_UP))
                .given(Told.queued("queued", "sales", T0 - 4000, T0 + 3000)));
    String check = story.only(DesktopCheckRequested.class).getCheckId();
    story
        .when(
            Asked.status(
                "anna", check, AgentState.NOT_READY, CallState.IDLE, NailupState.NAILED_UP))
        .thenAccepted(new DesktopCheckPassed("anna", check))
        .when(Asked.goReady("anna"))
        .thenAccepted(Told.state("anna", AgentState.READY), Told.attached("anna", "sales"));
  }

  @Test
  void shouldMarkACallThatEndedDuringTheOutageBeforeItsCompletion_F5() {
    takenOver(zone().given(Told.job("sales")).given(Told.waiting("c1", "sales", T0)))
        .when(Reported.disconnected(T0 + 10, "c1", Party.CUSTOMER))
        .then(
            Told.disconnected("c1", Party.CUSTOMER, T0 + 10),
            Told.marked("c1", "sales", NuisanceCause.FAILOVER),
            Told.completed("c1", "sales", T0)
                .down(T0 + 10)
                .nuisance(NuisanceCause.FAILOVER)
                .system("Disconnected_By_User"))
        .andOrders();
  }

  @Test
  void shouldLetAConversationBeginThatWasBridgedAfterAll() {
    ZoneStory story =
        recovered(
            zone()
                .given(Told.job("sales"))
                .given(Told.idle("anna", "sales"))
                .given(Told.waiting("c1", "sales", T0))
                .given(Told.assignment("c1", "sales", "anna")));
    story
        .when(Reported.bridged(T0 + 20, "c1", "anna"))
        .then(
            Told.connected("c1", "sales", "anna", T0 + 20),
            Told.callState("anna", CallState.TALKING, "c1"));
    assertThat(story.state().call("c1").orElseThrow().getNuisance())
        .isEqualTo(NuisanceCause.FAILOVER);
  }

  @Test
  void shouldFreeTheReservedAgentWhenTheBridgeFailsAfterAll() {
    recovered(
            zone()
                .given(Told.job("sales"))
                .given(Told.idle("anna", "sales"))
                .given(Told.waiting("c1", "sales", T0))
                .given(Told.assignment("c1", "sales", "anna")))
        .when(Reported.bridgeFailed(T0 + 20, "c1", "anna"))
        .then(
            new CallUnassigned("c1", "anna", "bridge failed: no audio"),
            new AgentBridgeFailed("anna", "c1", 1),
            Told.callState("anna", CallState.IDLE, null),
            Told.state("anna", AgentState.READY))
        .andOrders(PlayNuisanceMessage.class);
  }

  @Test
  void shouldSendAgentsToWrapUpWhoseCallsEndedDuringTheOutage_F11() {
    takenOver(zone().given(Told.job("sales")).given(Told.talking("anna", "c1", "sales", T0)))
        .when(Reported.disconnected(T0 + 10, "c1", Party.CUSTOMER))
        .then(
            Told.disconnected("c1", Party.CUSTOMER, T0 + 10),
            new WrapUpStarted(
                "c1", "anna", T0 + 30_000, 2, "Not_Dispositioned", List.of("Sold", "Not_Sold")),
            Told.callState("anna", CallState.WRAPUP, "c1"),
            Told.state("anna", AgentState.WORK_NOT_READY));
  }

  @Test
  void shouldNeitherDialNorAssignNorTimeOutDuringTheOutage_F4() {
    takenOver(
            zone()
                .given(Told.job("sales"))
                .given(Told.idle("anna", "sales"))
                .given(Told.attempted("c1", "sales", T0)))
        .whenTimePasses(1000)
        .thenNothing()
        .when(Reported.liveVoice(T0 + 900, "c1"))
        .then(Told.answered("c1", "sales", T0 + 900))
        .whenTimePasses(400_000)
        .thenNothing();
  }

  @Test
  void shouldBeAvailableBehindBothBarriersAndCheckWhatItBelieves_F10_F18_F19() {
    takenOver(zone().given(Told.job("sales")).given(Told.talking("anna", "c1", "sales", T0)))
        .when(Asked.barrier(1, "i-1"))
        .thenNothing()
        .when(Asked.barrier(2, "i-1"))
        .thenNothing()
        .when(Asked.barrier(2, "i-2"))
        .then(new BarrierPassed(InputStream.COMMANDS))
        .when(Asked.barrier(2, "i-2"))
        .thenNothing()
        .when(Reported.barrier(2, "i-2"))
        .then(new BarrierPassed(InputStream.FACTS), new ZoneAvailable(Told.AM_2, SINCE))
        .when(new Input.Check())
        .then(
            new ZoneCheckBegun(1),
            Told.goesOn("c1", "sales", "anna", T0),
            new CallStatusRequested("north-22", List.of("c1"), false),
            new DesktopCheckRequested(
                "anna",
                "north-23",
                AgentState.BUSY,
                CallState.TALKING,
                NailupState.NAILED_UP,
                T0 + 5000))
        .andOrders(RequestCallStatus.class);
  }

  @Test
  void shouldDialAgainOnceTheDesktopHasShownThatItIsInStep_F12_F13() {
    ZoneStory story = recovered(zone().given(Told.job("sales")).given(Told.idle("anna", "sales")));
    String check = story.only(DesktopCheckRequested.class).getCheckId();
    story
        .whenTimePasses(50)
        .thenNothing()
        .when(Asked.status("anna", check, AgentState.READY, CallState.IDLE, NailupState.NAILED_UP))
        .thenAccepted(new DesktopCheckPassed("anna", check));
    assertThat(story.whenTimePasses(50).all(DiallingAuthorised.class)).hasSize(1);
  }

  @Test
  void shouldHandOverWithoutAWord_X1() {
    ZoneStory story =
        zone()
            .given(Told.job("sales", Told.queuing()))
            .given(Told.queued("queued", "sales", T0 - 4000, T0 + 3000))
            .when(new Input.AnnounceHandover("rolling upgrade"))
            .then(new HandoverAnnounced(Told.AM_1, "rolling upgrade", null))
            .when(new Input.AnnounceHandover("rolling upgrade"))
            .thenNothing();
    String digest = story.state().digest();
    story
        .when(new Adopt(Told.AM_2, AdoptionKind.PLANNED_HANDOVER, "announced", 0))
        .then(new ZoneHandedOver(Told.AM_1, Told.AM_2, "announced", digest, false, 0L));
    assertThat(story.state().zone().getHandoverAnnounced()).isFalse();
    assertThat(story.when(Asked.seeing(1, Asked.logOn("anna"))).all(CommandRefused.class))
        .isEmpty();
    assertThat(story.state().call("queued").orElseThrow().getNuisance()).isNull();
  }

  @Test
  void shouldCarryOnWithoutAnEvent_F20() {
    zone().when(new Adopt(Told.AM_1, AdoptionKind.CARRY_ON, "", 0)).thenNothing();
  }

  @Test
  void shouldAnnounceWhoGetsTheZoneWhenAskedToHandItOver_F23() {
    ZoneStory story = zone();
    story
        .when(new HandOverZone(Asked.header("am-2"), "am-2", "am-2 is back"))
        .thenAccepted(new HandoverAnnounced(Told.AM_1, "am-2 is back", "am-2"));
    story
        .when(new HandOverZone(Asked.header("am-2"), "am-1", "am-1 is back"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "owned by am-1 already");
  }

  @Test
  void shouldBeginAnOutageAnewThatThePreviousOwnerDidNotMend() {
    ZoneStory story = takenOver(zone());
    String digest = story.state().digest();
    var third = new Owner("am-3", "i-3");
    story
        .when(new Adopt(third, AdoptionKind.PLANNED_HANDOVER, "announced", 0))
        .then(
            new ZoneTakenOver(
                Told.AM_2,
                third,
                SINCE,
                "announced; its outage was not yet over",
                digest,
                FailoverPolicy.MARK_ALL,
                0L));
  }

  @Test
  void shouldRefuseAnAdoptionThatCannotBe() {
    assertThatThrownBy(() -> zone().when(new Adopt(Told.AM_2, AdoptionKind.OPENING, "", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be adopted as OPENING");
    assertThatThrownBy(
            () -> ZoneStory.unowned().when(new Adopt(Told.AM_2, AdoptionKind.OUTAGE, "", 0)))
        .hasMessageContaining("NEW");
  }
}
