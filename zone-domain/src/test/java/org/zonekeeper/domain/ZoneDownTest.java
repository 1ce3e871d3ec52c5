package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.Outages.recovered;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.capability.Capabilities;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneGoingDown;

/** F22: a supervisor takes the zone down, with and without a failover zone, and up again. */
class ZoneDownTest {
  private static final long GRACE = 120_000;

  /** With anna, who is idle. */
  private static ZoneStory goingDown(String failoverZone) {
    return down(working(), failoverZone);
  }

  private static ZoneStory working() {
    return zone().given(Told.job("loans")).given(Told.idle("anna", "loans"));
  }

  private static ZoneStory wrappingUp() {
    return zone()
        .given(Told.job("loans"))
        .given(Told.wrappingUp("anna", "c1", "loans", T0, T0 + 2 * GRACE));
  }

  private static ZoneStory down(ZoneStory story, String failoverZone) {
    return story.given(Told.goingDown(failoverZone, T0 + GRACE));
  }

  @Test
  void shouldGoDownByTheSupervisorsWord_F22() {
    zone()
        .when(Asked.takeZoneDown("south", GRACE))
        .thenAccepted(new ZoneGoingDown("sue", "south", T0 + GRACE, "maintenance"));
  }

  @Test
  void shouldRefuseToGoDownTwiceOrIntoItself_F22() {
    goingDown(null)
        .when(Asked.takeZoneDown("south", GRACE))
        .thenRefused(RefusalReason.ZONE_GOING_DOWN, "already");
    zone()
        .when(Asked.takeZoneDown(Asked.ZONE, GRACE))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "failoverZone");
    zone()
        .when(Asked.takeZoneDown("south", 3_600_001))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "graceMs", "3600000");
    zone().when(Asked.bringZoneUp()).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "not going down");
  }

  @Test
  void shouldMoveWhoeverIsFreeAtOnce_F22() {
    ZoneStory story = goingDown("south").whenTimePasses(100);
    AgentLoggedOff off = story.only(AgentLoggedOff.class);
    assertThat(off.getGrounds()).isEqualTo(LogOffGrounds.ZONE_MOVED);
    assertThat(off.getMove().getToZone()).isEqualTo("south");
    assertThat(off.getMove().getExtension()).isEqualTo("ext-anna");
    assertThat(off.getMove().getReady()).isTrue();
  }

  @Test
  void shouldTakeABreakAlong_F22() {
    ZoneStory story = down(zone().given(Told.loggedOn("anna")), "south").whenTimePasses(100);
    assertThat(story.only(AgentLoggedOff.class).getMove().getReady()).isFalse();
  }

  @Test
  void shouldLetAgentsRestUntilTheDeadlineWithoutAFailoverZone_F22() {
    ZoneStory story = goingDown(null).whenTimePasses(100);
    assertThat(story.only(AgentStateChanged.class).getReasonCode()).isEqualTo("Zone_Down");
    assertThat(story.whenTimePasses(GRACE - 200).all(AgentLoggedOff.class)).isEmpty();
    assertThat(story.whenTimePasses(200).only(AgentLoggedOff.class).getGrounds())
        .isEqualTo(LogOffGrounds.ZONE_DOWN);
  }

  @Test
  void shouldKeepWhoeverIsNeededForCallsUnderWay_F22() {
    ZoneStory story = down(working().given(Told.attempted("c1", "loans", T0)), "south");
    assertThat(story.whenTimePasses(100).all(AgentLoggedOff.class)).isEmpty();
    // The attempt's own limit is longer than the grace.
    assertThat(story.whenTimePasses(GRACE).all(AgentLoggedOff.class)).hasSize(1);
  }

  @Test
  void shouldNotCutAConversationAtTheDeadline_F22() {
    ZoneStory story = down(talking(), "south").whenTimePasses(GRACE + 1_000);
    assertThat(story.all(AgentLoggedOff.class)).isEmpty();
    assertThat(story.state().agent("anna")).isPresent();
  }

  @Test
  void shouldEndAWrapUpByItsDefaultCodeAtTheDeadline_F22() {
    ZoneStory story = wrappingUp().given(Told.goingDown("south", T0 + 1_000));
    assertThat(story.whenTimePasses(500).all(CallCompleted.class)).isEmpty();
    story.whenTimePasses(600);
    assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("Not_Dispositioned");
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.ZONE_MOVED);
  }

  @Test
  void shouldLogOffWhoAskedForItInsteadOfMoving_F22() {
    ZoneStory story =
        down(wrappingUp(), "south").when(Asked.logOff("anna")).when(Asked.wrapUp("anna", "Sold"));
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.REQUESTED);
  }

  @Test
  void shouldRefuseNewWork_F22() {
    goingDown("south")
        .when(Asked.logOn("bert"))
        .thenRefused(RefusalReason.ZONE_GOING_DOWN, "south");
    ZoneStory resting = down(zone().given(Told.loggedOn("anna")), null);
    resting.when(Asked.goReady("anna")).thenRefused(RefusalReason.ZONE_GOING_DOWN);
    assertThat(Capabilities.of(resting.state().agent("anna").orElseThrow(), resting.state()))
        .doesNotContain(Capability.READY);
    down(zone(), null)
        .when(Asked.startJob("loans", Told.settings()))
        .thenRefused(RefusalReason.ZONE_GOING_DOWN);
  }

  @Test
  void shouldDialNothingMore_F22() {
    assertThat(working().whenTimePasses(1_000).all(DiallingAuthorised.class)).isNotEmpty();
    assertThat(goingDown(null).whenTimePasses(1_000).all(DiallingAuthorised.class)).isEmpty();
  }

  @Test
  void shouldTakeContactsBackFromThoseWhoLookAtThem_F22_F26() {
    ZoneStory story = down(ContactStories.offered(), "south");
    story.when(Asked.dialPreview("anna")).thenRefused(RefusalReason.ZONE_GOING_DOWN, "south");
    assertThat(Capabilities.of(story.state().agent("anna").orElseThrow(), story.state()))
        .doesNotContain(Capability.PREVIEW_DIAL);
    story.whenTimePasses(100);
    assertThat(story.only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.ZONE_DOWN);
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.ZONE_MOVED);
  }

  @Test
  void shouldShowNoContactInAZoneThatGoesDown_F22_F26() {
    ZoneStory story =
        down(ContactStories.ready(ContactStories.settings(PacingMode.PREVIEW)), null)
            .when(Reported.reserved(T0, "c1", "sales", "lease"));
    assertThat(story.only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.ZONE_DOWN);
  }

  @Test
  void shouldLetADialUnderWayEndByItsFacts_F22_F26() {
    ZoneStory story = down(ContactStories.dialled(), null).whenTimePasses(100);
    assertThat(story.state().agent("anna").orElseThrow().getCallState())
        .isEqualTo(CallState.DIALLING);
    story.when(Reported.noAnswer(story.now(), "c1"));
    story.when(Asked.redial("anna")).thenRefused(RefusalReason.ZONE_GOING_DOWN);
  }

  @Test
  void shouldComeUpAgain_F22() {
    goingDown("south")
        .when(Asked.bringZoneUp())
        .thenAccepted(new ZoneBroughtUp("sue", "done"))
        .when(Asked.logOn("bert"))
        .only(AgentLoggedOn.class);
  }

  @Test
  void shouldReceiveAMovedAgentReady_F22() {
    ZoneStory story = zone().when(Asked.movedHere("anna", "south", true));
    assertThat(story.only(AgentLoggedOn.class).getMovedFrom()).isEqualTo("south");
    assertThat(story.only(AgentStateChanged.class).getAgentState()).isEqualTo(AgentState.READY);
  }

  // -- an Agent Manager fails while the zone goes down

  @Test
  void shouldGoOnGoingDownAfterATakeover_F22() {
    ZoneStory story = recovered(goingDown("south"));
    assertThat(story.state().zone().getShutdown().getFailoverZone()).isEqualTo("south");
    // Nobody leaves whose desktop has not shown its state.
    assertThat(story.whenTimePasses(100).all(AgentLoggedOff.class)).isEmpty();
  }

  @Test
  void shouldMoveAgentsWhoseDesktopsPassedTheCheck_F22() {
    ZoneStory story = recovered(goingDown("south"));
    story.when(Asked.inStep(story.only(DesktopCheckRequested.class))).whenTimePasses(100);
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.ZONE_MOVED);
  }

  @Test
  void shouldMoveTheDeadlineByTheOutage_F22() {
    ZoneStory story = recovered(goingDown(null).after(10_000));
    long outage = 10_900;
    assertThat(story.state().zone().getShutdown().getDeadline()).isEqualTo(T0 + GRACE + outage);
  }

  @Test
  void shouldLeaveSomeOfTheGraceAfterAnOutage_F22() {
    ZoneStory story = recovered(goingDown(null).after(GRACE));
    assertThat(story.state().zone().getShutdown().getDeadline())
        .isGreaterThanOrEqualTo(T0 + GRACE + 15_000);
  }

  @Test
  void shouldRefuseToGoDownDuringAnOutage_F22() {
    Outages.takenOver(zone())
        .when(Asked.takeZoneDown("south", GRACE))
        .thenRefused(RefusalReason.ZONE_NOT_AVAILABLE);
  }

  @Test
  void shouldSurviveAHandover_F22() {
    ZoneStory story = goingDown("south");
    story.when(new Input.Adopt(Told.AM_2, Input.AdoptionKind.PLANNED_HANDOVER, "announced", 0));
    assertThat(story.whenTimePasses(100).only(AgentLoggedOff.class).getGrounds())
        .isEqualTo(LogOffGrounds.ZONE_MOVED);
  }

  private static ZoneStory talking() {
    return zone().given(Told.job("loans")).given(Told.talking("anna", "c1", "loans", T0));
  }
}
