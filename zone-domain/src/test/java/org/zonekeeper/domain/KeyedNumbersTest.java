package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.capability.Capabilities;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.order.DialNumber;
import org.zonekeeper.schemas.state.AgentRecord;

/** Agents who dial numbers that they key in. */
class KeyedNumbersTest {
  private static final String NUMBER = "+442079460000";

  private static ZoneStory idle(UnaryOperator<JobSettings.Builder> change) {
    JobSettings.Builder settings =
        JobSettings.newBuilder(Told.settings()).setOriginateAllowed(true);
    return ZoneStory.zone()
        .given(Told.job("sales", change.apply(settings).build()))
        .given(Told.idle("anna", "sales"));
  }

  private static ZoneStory idle() {
    return idle(job -> job);
  }

  private static ZoneStory onBreak() {
    return idle().given(new AgentStateChanged("anna", AgentState.NOT_READY, "Lunch"));
  }

  private static AgentRecord anna(ZoneStory story) {
    return story.state().agent("anna").orElseThrow();
  }

  private static ZoneStory dialled(ZoneStory story) {
    story.when(Asked.originate("anna", NUMBER));
    ContactDialled dial = story.only(ContactDialled.class);
    return story.when(
        Reported.attemptStarted(story.now(), dial.getCallId(), "sales", dial.getAuthorisationId()));
  }

  @Test
  void shouldBeDialledAndHeardAsOfAManualJob() {
    ZoneStory story = idle().when(Asked.originate("anna", NUMBER));
    story.andOrders(DialNumber.class);
    assertThat(((DialNumber) story.outcome().orders().getFirst()).getKeyedNumber())
        .isEqualTo(NUMBER);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.BUSY);
    assertThat(anna(story).getCallState()).isEqualTo(CallState.DIALLING);
    dialledOn(story).when(Asked.connectManual("anna"));
    story.only(CallConnected.class);
    assertThat(anna(story).getCallState()).isEqualTo(CallState.TALKING);
  }

  private static ZoneStory dialledOn(ZoneStory story) {
    ContactDialled dial = story.only(ContactDialled.class);
    return story.when(
        Reported.attemptStarted(story.now(), dial.getCallId(), "sales", dial.getAuthorisationId()));
  }

  /** Whoever may be a customer stands in no event. */
  @Test
  void shouldStandInNoEvent() {
    ZoneStory story = idle().when(Asked.originate("anna", NUMBER));
    assertThat(story.outcome().events().toString()).doesNotContain("2079460000");
    idle()
        .when(Asked.originate("anna", "12345x"))
        .thenRefused(RefusalReason.NUMBER_NOT_ALLOWED, "2 to 20 digits");
  }

  @Test
  void shouldGiveTheBreakBack() {
    ZoneStory story = dialled(onBreak());
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.PENDING_NOT_READY);
    String call = anna(story).getCallId();
    story.when(Reported.noAnswer(story.now(), call));
    story.only(AgentDialFailed.class);
    story.when(Asked.wrapUp("anna", "Sold"));
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.NOT_READY);
    assertThat(anna(story).getBreakReason()).isEqualTo("Lunch");
  }

  @Test
  void shouldBeNobodysContact() {
    ZoneStory story = dialled(idle()).when(Asked.connectManual("anna"));
    story
        .when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T18:00"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "keyed");
    story
        .when(Asked.note("anna", anna(story).getCallId(), 12))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "keyed");
    assertThat(Capabilities.of(anna(story), story.state()))
        .doesNotContain(Capability.UPDATE_RECORD, Capability.CREATE_CALLBACK);
    story.when(Reported.disconnected(story.now(), anna(story).getCallId(), Party.CUSTOMER));
    story.when(Asked.redial("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED);
  }

  @Test
  void shouldBeRefusedWhereItIsNotAllowed() {
    idle(job -> job.setOriginateAllowed(false))
        .when(Asked.originate("anna", NUMBER))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "originateAllowed");
    idle()
        .given(Told.nailup("anna", NailupState.PENDING_NAILUP))
        .when(Asked.originate("anna", NUMBER))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "voice leg");
    idle()
        .when(Asked.pauseJob("sales"))
        .when(Asked.originate("anna", NUMBER))
        .thenRefused(RefusalReason.JOB_NOT_RUNNING, "PAUSED");
    ZoneStory.zone()
        .given(Told.job("sales"))
        .given(Told.talking("anna", "c1", "sales", ZoneStory.T0))
        .when(Asked.originate("anna", NUMBER))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "without a call");
    idle()
        .when(Asked.takeZoneDown(null, 60_000))
        .when(Asked.originate("anna", NUMBER))
        .thenRefused(RefusalReason.ZONE_GOING_DOWN, "dialled");
    BlendingStories.onInboundWork()
        .when(Asked.originate("anna", NUMBER))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "outbound");
  }

  @Test
  void shouldBeDecidedByItsFactsThroughATakeover_F26() {
    ZoneStory story = Outages.recovered(dialled(onBreak()));
    String request = story.only(CallStatusRequested.class).getRequestId();
    String call = Optional.ofNullable(anna(story).getCallId()).orElseThrow();
    story.when(Reported.callStatus(story.now(), request, call));
    assertThat(anna(story).getCallState()).isEqualTo(CallState.DIALLING);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.PENDING_NOT_READY);

    ZoneStory lost = Outages.recovered(dialled(onBreak()));
    request = lost.only(CallStatusRequested.class).getRequestId();
    lost.when(new CallStatusReported(Reported.header(lost.now()), request, java.util.List.of()));
    lost.only(AgentDialFailed.class);
    assertThat(anna(lost).getCallState()).isEqualTo(CallState.WRAPUP);
  }
}
