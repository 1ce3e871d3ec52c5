package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.BlendingStories.WORK;
import static org.zonekeeper.domain.BlendingStories.idle;
import static org.zonekeeper.domain.BlendingStories.inWrapUp;
import static org.zonekeeper.domain.BlendingStories.onInboundWork;
import static org.zonekeeper.domain.BlendingStories.pending;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.InboundEndGrounds;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.order.BeginInboundWork;
import org.zonekeeper.schemas.order.DropNailup;
import org.zonekeeper.schemas.order.EndInboundWork;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.state.AgentRecord;

/** Agents between outbound and inbound work. */
class BlendingStoriesTest {
  private static AgentRecord anna(ZoneStory story) {
    return story.state().agent("anna").orElseThrow();
  }

  @Test
  void shouldGoAtOnceWhoIsIdle() {
    ZoneStory story = idle().when(Asked.blendToInbound("anna"));
    story
        .thenAccepted(
            new AgentStateChanged("anna", AgentState.NOT_READY, "INBOUND"),
            new AgentJobStateChanged(
                "anna", JobState.INBOUND, "sales", null, JobStateGrounds.AGENT),
            Told.nailup("anna", NailupState.NOT_NAILED_UP),
            new AgentBlendedToInbound(
                "anna", "ext-anna", story.only(AgentBlendedToInbound.class).getWorkId(), List.of()))
        .andOrders(BeginInboundWork.class);
    assertThat(anna(story).getInbound().getWorkId())
        .isEqualTo(((BeginInboundWork) story.outcome().orders().getFirst()).getWorkId());
  }

  @Test
  void shouldGoAfterTheCallInHand() {
    ZoneStory story = inWrapUp().when(Asked.blendToInbound("anna"));
    story.thenAccepted(pending("anna", "sales")).andOrders();
    story.when(Asked.wrapUp("anna", "Sold"));
    story.only(AgentBlendedToInbound.class);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.NOT_READY);
  }

  @Test
  void shouldGoAfterTheBreakWhoeverSendsTheAgent() {
    ZoneStory story =
        idle()
            .given(new AgentStateChanged("anna", AgentState.NOT_READY, "Lunch"))
            .when(Asked.blendAgent("anna", WorkDirection.INBOUND));
    assertThat(anna(story).getJobState()).isEqualTo(JobState.PENDING_MANUAL_INBOUND);
    story.when(Asked.goReady("anna"));
    story.only(AgentBlendedToInbound.class);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.NOT_READY);
  }

  @Test
  void shouldTakeABreakFirstThatWasAskedForMeanwhile() {
    ZoneStory story =
        inWrapUp()
            .when(Asked.blendToInbound("anna"))
            .when(Asked.goNotReady("anna"))
            .when(Asked.wrapUp("anna", "Sold"));
    assertThat(story.all(AgentBlendedToInbound.class)).isEmpty();
    assertThat(anna(story).getJobState()).isEqualTo(JobState.PENDING_MANUAL_INBOUND);
  }

  @Test
  void shouldStayIfThatIsTakenBackInTime() {
    ZoneStory story =
        inWrapUp().when(Asked.blendToInbound("anna")).when(Asked.blendToOutbound("anna"));
    story.thenAccepted(Told.attached("anna", "sales", JobStateGrounds.AGENT)).andOrders();
    story.when(Asked.wrapUp("anna", "Sold"));
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldBeGivenNothingOnInboundWork() {
    ZoneStory story = onInboundWork();
    story.when(Asked.goReady("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "inbound");
    story
        .when(Asked.moveAgent("anna", "sales"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "inbound");
    story.given(Told.idle("ben", "sales"));
    story.given(Told.waiting("c9", "sales", story.now())).whenTimePasses(10);
    assertThat(story.only(CallAssigned.class).getAgentId()).isEqualTo("ben");
  }

  @Test
  void shouldComeBackByTheInboundSidesWordOnly() {
    ZoneStory story = onInboundWork().when(Asked.blendToOutbound("anna"));
    story.thenAccepted(new InboundEndRequested("anna", WORK)).andOrders(EndInboundWork.class);
    story.whenTimePasses(3_600_000);
    assertThat(anna(story).getInbound()).isNotNull();
    story.when(Reported.inboundEnded(story.now(), "anna", WORK));
    story
        .then(
            new AgentBlendedToOutbound(
                "anna", WORK, InboundEndGrounds.REPORTED, "nobody calls in any more"),
            Told.attached("anna", "sales", JobStateGrounds.INBOUND_ENDED),
            Told.nailup("anna", NailupState.PENDING_NAILUP),
            new AgentStateChanged("anna", AgentState.READY, null))
        .andOrders(NailUpAgent.class);
  }

  @Test
  void shouldComeBackToWhatIsLeftOfTheJob() {
    ZoneStory story = onInboundWork().when(Asked.stopJob("sales")).whenTimePasses(60_000);
    assertThat(story.state().job("sales")).isEmpty();
    story.when(Reported.inboundEnded(story.now(), "anna", WORK));
    assertThat(anna(story).getJobState()).isEqualTo(JobState.DETACHED);
    assertThat(anna(story).getJobId()).isNull();
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldNotGoToAndFro() {
    ZoneStory story = idle().when(Asked.blendToInbound("anna"));
    String work = story.only(AgentBlendedToInbound.class).getWorkId();
    story.after(9_999);
    story
        .when(Asked.blendToOutbound("anna"))
        .thenRefused(RefusalReason.BLEND_TOO_SOON, "9999", "10000");
    story.after(1).when(Asked.blendToOutbound("anna"));
    story.only(InboundEndRequested.class);
    story.when(Reported.inboundEnded(story.now(), "anna", work));
    story.after(9_999);
    story
        .when(Asked.blendAgent("anna", WorkDirection.INBOUND))
        .thenRefused(RefusalReason.BLEND_TOO_SOON);
    story.after(1).when(Asked.blendToInbound("anna"));
    story.only(AgentBlendedToInbound.class);
  }

  @Test
  void shouldRefuseWhatIsDoneOrUnderWay() {
    onInboundWork()
        .when(Asked.blendToInbound("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "already");
    inWrapUp()
        .when(Asked.blendToInbound("anna"))
        .when(Asked.blendToInbound("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "already");
    idle()
        .when(Asked.blendToOutbound("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "outbound work");
    onInboundWork()
        .when(Asked.blendToOutbound("anna"))
        .when(Asked.blendToOutbound("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "already");
    inWrapUp()
        .given(new AgentLogOffPending("anna"))
        .when(Asked.blendToInbound("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "logged off");
    idle()
        .when(Asked.blendAgent("anna", WorkDirection.UNKNOWN))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "INBOUND or OUTBOUND");
    idle()
        .when(Asked.blendAgent("ben", WorkDirection.INBOUND))
        .thenRefused(RefusalReason.UNKNOWN_AGENT, "ben");
  }

  @Test
  void shouldLeaveASupervisorsMoveToSupervisors() {
    ZoneStory story = inWrapUp().given(Told.job("loans"));
    story.given(Told.pendingMove("anna", "sales", "loans", JobStateGrounds.SUPERVISOR));
    story
        .when(Asked.blendToInbound("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "supervisor");
    story.when(Asked.blendAgent("anna", WorkDirection.INBOUND));
    assertThat(anna(story).getJobState()).isEqualTo(JobState.PENDING_MANUAL_INBOUND);
  }

  @Test
  void shouldHaveNoWordOnAStayThatIsOver() {
    ZoneStory story = idle();
    story.when(Reported.inboundEnded(story.now(), "anna", WORK));
    story.only(FactUnmatched.class);
    ZoneStory another = onInboundWork();
    another.when(Reported.inboundEnded(another.now(), "anna", "w0"));
    another.only(FactUnmatched.class);
    another.when(Reported.nailedUp(another.now(), "anna"));
    another.only(FactUnmatched.class);
  }

  @Test
  void shouldLeaveTheConversationToTheInboundSideAtLogOff() {
    ZoneStory story = onInboundWork().when(Asked.logOff("anna"));
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.REQUESTED);
    story.andOrders(DropNailup.class);
    story.when(Reported.inboundEnded(story.now(), "anna", WORK));
    story.only(FactUnmatched.class);
  }

  @Test
  void shouldEndTheWorkBeforeTheAgentLeavesAZoneThatGoesDown_F22() {
    ZoneStory story = onInboundWork().when(Asked.takeZoneDown("south", 120_000));
    story.whenTimePasses(100);
    story.only(InboundEndRequested.class);
    story.whenTimePasses(100).thenNothing();
    story.when(Reported.inboundEnded(story.now(), "anna", WORK));
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.ZONE_MOVED);
    assertThat(story.only(AgentLoggedOff.class).getMove().getReady()).isTrue();
  }

  @Test
  void shouldLeaveWhoTalksOnToTheInboundSideAtTheDeadline_F22() {
    ZoneStory story = onInboundWork().when(Asked.takeZoneDown(null, 1_000));
    story.whenTimePasses(500).whenTimePasses(500);
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.ZONE_DOWN);
    ZoneStory moving = onInboundWork().when(Asked.takeZoneDown("south", 1_000));
    moving.whenTimePasses(500).whenTimePasses(5_000);
    assertThat(moving.all(AgentLoggedOff.class)).isEmpty();
  }

  @Test
  void shouldSendNobodyToInboundWorkInAZoneThatGoesDown_F22() {
    ZoneStory story = inWrapUp().when(Asked.takeZoneDown(null, 120_000));
    story.when(Asked.blendToInbound("anna")).thenRefused(RefusalReason.ZONE_GOING_DOWN, "inbound");
    story
        .when(Asked.blendAgent("anna", WorkDirection.INBOUND))
        .thenRefused(RefusalReason.ZONE_GOING_DOWN, "inbound");
  }

  @Test
  void shouldReleaseAnAgentFromTheJob() {
    ZoneStory story = idle().given(Told.attached("anna", "sales", JobStateGrounds.SUPERVISOR));
    story.when(Asked.releaseAgent("anna"));
    assertThat(story.all(AgentJobStateChanged.class).getFirst().getJobState())
        .isEqualTo(JobState.DETACHED);
    // What was a supervisor's word is allocation's again.
    assertThat(anna(story).getJobGrounds()).isEqualTo(JobStateGrounds.SHARE);
  }

  @Test
  void shouldReleaseABusyAgentAfterTheCallInHand() {
    ZoneStory story = inWrapUp().when(Asked.releaseAgent("anna"));
    story.thenAccepted(Told.pendingMove("anna", "sales", null, JobStateGrounds.SUPERVISOR));
    story.when(Asked.releaseAgent("anna")).thenRefused(RefusalReason.STATE_NOT_ALLOWED, "already");
    assertThat(story.state().staffIndex().staff("sales")).isEqualTo(1);
    story.when(Asked.wrapUp("anna", "Sold"));
    assertThat(story.all(AgentJobStateChanged.class).getFirst().getJobState())
        .isEqualTo(JobState.DETACHED);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldNotReleaseWhoWorksForNoJob() {
    ZoneStory.zone()
        .given(Told.loggedOn("anna"))
        .when(Asked.releaseAgent("anna"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "no job");
    idle().when(Asked.releaseAgent("ben")).thenRefused(RefusalReason.UNKNOWN_AGENT, "ben");
  }
}
