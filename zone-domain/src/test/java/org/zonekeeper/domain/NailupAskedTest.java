package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.order.HoldLine;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.state.AgentRecord;

/** Agents who ask for their voice legs. */
class NailupAskedTest {
  private static ZoneStory loggedOn() {
    return ZoneStory.zone().given(Told.job("sales")).when(Asked.logOnToAskForTheLeg("anna"));
  }

  /** Anna's leg stands, and she talks. */
  private static ZoneStory talking() {
    ZoneStory story = loggedOn().when(Asked.nailUp("anna"));
    story.when(Reported.nailedUp(story.now(), "anna")).when(Asked.goReady("anna"));
    return story
        .given(Told.waiting("c1", "sales", story.now()))
        .given(Told.assignment("c1", "sales", "anna"))
        .given(Told.connection("c1", "sales", "anna", story.now()));
  }

  private static AgentRecord anna(ZoneStory story) {
    return story.state().agent("anna").orElseThrow();
  }

  @Test
  void shouldRingNobodyBeforeItIsAskedFor() {
    ZoneStory story = loggedOn();
    assertThat(story.all(AgentNailupChanged.class)).isEmpty();
    story.andOrders();
    story.when(Asked.goReady("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "voice leg");
    story
        .when(Asked.nailUp("anna"))
        .thenAccepted(Told.nailup("anna", NailupState.PENDING_NAILUP))
        .andOrders(NailUpAgent.class);
    story.when(Asked.goReady("anna"));
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldRingAgainFromTheBeginning() {
    ZoneStory story = loggedOn().when(Asked.nailUp("anna")).after(59_000);
    story.when(Asked.nailUp("anna")).andOrders(NailUpAgent.class);
    story.whenTimePasses(59_000);
    assertThat(anna(story).getNailup()).isEqualTo(NailupState.PENDING_NAILUP);
    story.whenTimePasses(1_000);
    assertThat(anna(story).getNailup()).isEqualTo(NailupState.NOT_NAILED_UP);
    story.when(Asked.nailUp("anna")).andOrders(NailUpAgent.class);
  }

  @Test
  void shouldBeRefusedWhereItHasNoSense() {
    ZoneStory standing = loggedOn().when(Asked.nailUp("anna"));
    standing.when(Reported.nailedUp(standing.now(), "anna"));
    standing.when(Asked.nailUp("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "NAILED_UP");
    loggedOn()
        .when(Asked.nailupLost("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "no voice leg");
    ZoneStory byItself = ZoneStory.zone().when(Asked.logOn("anna"));
    byItself.when(Asked.nailUp("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "ASKED");
    byItself.when(Asked.nailupLost("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "ASKED");
  }

  @Test
  void shouldBeBuiltAnewIfTheDesktopLosesIt() {
    ZoneStory story = talking().when(Asked.nailupLost("anna"));
    story.only(CallHeld.class);
    story.andOrders(NailUpAgent.class, HoldLine.class);
    assertThat(anna(story).getNailup()).isEqualTo(NailupState.PENDING_NAILUP);
    story.when(Reported.nailedUp(story.now(), "anna"));
    story.only(CallUnheld.class);
    assertThat(anna(story).getCallState()).isEqualTo(CallState.TALKING);
  }

  @Test
  void shouldEndTheCallIfItDoesNotComeBack() {
    ZoneStory story = talking().when(Asked.nailupLost("anna"));
    story.whenTimePasses(10_000);
    story.only(CallReleased.class);
    assertThat(anna(story).getNailup()).isEqualTo(NailupState.NOT_NAILED_UP);
  }

  /** F12: whoever asks for the voice leg does so behind a takeover, too, without a new log-on. */
  @Test
  void shouldBeAskedForAfterATakeoverAsBefore_F12() {
    ZoneStory waiting = Outages.recovered(loggedOn());
    assertThat(anna(waiting).getNailup()).isEqualTo(NailupState.NOT_NAILED_UP);
    assertThat(anna(waiting).getNailupAsked()).isTrue();
    waiting.when(Asked.nailUp("anna")).andOrders(NailUpAgent.class);

    ZoneStory lost = Outages.recovered(talking().when(Asked.nailupLost("anna")));
    assertThat(anna(lost).getCallState()).isEqualTo(CallState.TALKING);
    lost.when(Reported.nailedUp(lost.now(), "anna"));
    lost.only(CallUnheld.class);
  }
}
