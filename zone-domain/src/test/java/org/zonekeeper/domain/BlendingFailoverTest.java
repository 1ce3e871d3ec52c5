package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.BlendingStories.WORK;
import static org.zonekeeper.domain.BlendingStories.inWrapUp;
import static org.zonekeeper.domain.BlendingStories.onInboundWork;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.InboundEndGrounds;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundStatusMissed;
import org.zonekeeper.schemas.journal.InboundStatusReceived;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.order.RequestInboundStatus;
import org.zonekeeper.schemas.state.AgentRecord;

/** F28: inbound work, and the way to it, through a takeover. */
class BlendingFailoverTest {
  private static AgentRecord anna(ZoneStory story) {
    return story.state().agent("anna").orElseThrow();
  }

  /** As of when am-1 was last heard: stories here have gone on for a while before. */
  private static ZoneStory takenOver(ZoneStory story) {
    return story.when(new Adopt(Told.AM_2, AdoptionKind.OUTAGE, "killed", story.now() - 900));
  }

  private static ZoneStory recovered(ZoneStory story) {
    return Outages.barriersRead(takenOver(story));
  }

  @Test
  void shouldKeepWhoIsOnInboundWorkAndAskTheInboundSide_F28() {
    ZoneStory story = recovered(onInboundWork());
    assertThat(anna(story).getJobState()).isEqualTo(JobState.INBOUND);
    assertThat(anna(story).getInbound().getWorkId()).isEqualTo(WORK);
    assertThat(story.only(InboundStatusRequested.class).getWorkId()).isEqualTo(WORK);
    assertThat(story.outcome().orders()).hasAtLeastOneElementOfType(RequestInboundStatus.class);
    story.when(Reported.inboundStatus(story.now(), "anna", WORK, true));
    story.then(new InboundStatusReceived("anna", WORK));
    assertThat(anna(story).getInbound().getStatusDeadline()).isNull();
  }

  @Test
  void shouldHaveTheAgentBackWhomTheInboundSideDoesNotHave_F28() {
    ZoneStory story = recovered(onInboundWork());
    story.when(Reported.inboundStatus(story.now(), "anna", WORK, false));
    assertThat(story.only(AgentBlendedToOutbound.class).getGrounds())
        .isEqualTo(InboundEndGrounds.NOT_KNOWN);
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldStayOnInboundWorkIfNoAnswerComes_F28() {
    ZoneStory story = recovered(onInboundWork());
    DesktopCheckRequested check = story.only(DesktopCheckRequested.class);
    story.when(Asked.inStep(check));
    story.whenTimePasses(29_999);
    assertThat(story.all(InboundStatusMissed.class)).isEmpty();
    story.whenTimePasses(1);
    story.only(InboundStatusMissed.class);
    assertThat(anna(story).getJobState()).isEqualTo(JobState.INBOUND);
    story.whenTimePasses(3_600_000);
    assertThat(story.all(InboundStatusMissed.class)).isEmpty();
    // A late answer counts all the same.
    story.when(Reported.inboundStatus(story.now(), "anna", WORK, false));
    story.only(AgentBlendedToOutbound.class);
  }

  @Test
  void shouldBelieveTheInboundSideWhatItSaidDuringTheOutage_F28() {
    ZoneStory story = takenOver(onInboundWork());
    story.when(Reported.inboundEnded(story.now(), "anna", WORK));
    story.only(AgentBlendedToOutbound.class);
    Outages.barriersRead(story);
    assertThat(story.all(InboundStatusRequested.class)).isEmpty();
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldKeepWhoIsOnTheWay_F28() {
    ZoneStory story = recovered(inWrapUp().when(Asked.blendToInbound("anna")));
    assertThat(anna(story).getJobState()).isEqualTo(JobState.PENDING_MANUAL_INBOUND);
    story.when(Asked.inStep(story.only(DesktopCheckRequested.class)));
    story.when(Asked.wrapUp("anna", "Sold"));
    story.only(AgentBlendedToInbound.class);
  }

  @Test
  void shouldGoOnceTheCallIsOverThatEndsInTheOutage_F28() {
    ZoneStory story =
        takenOver(
            ZoneStory.zone()
                .given(Told.job("sales"))
                .given(Told.idle("anna", "sales"))
                .given(Told.waiting("c1", "sales", ZoneStory.T0))
                .given(Told.assignment("c1", "sales", "anna"))
                .given(BlendingStories.pending("anna", "sales")));
    story.when(Reported.disconnected(story.now(), "c1", Party.CUSTOMER));
    story.only(AgentBlendedToInbound.class);
    Outages.barriersRead(story);
    story.only(InboundStatusRequested.class);
  }

  @Test
  void shouldKeepThatTheAgentComesBack_F28() {
    ZoneStory story = recovered(onInboundWork().given(new InboundEndRequested("anna", WORK)));
    assertThat(anna(story).getInbound().getEndRequested()).isTrue();
    story.when(Reported.inboundEnded(story.now(), "anna", WORK));
    assertThat(anna(story).getAgentState()).isEqualTo(AgentState.READY);
  }

  @Test
  void shouldRefuseToBlendDuringTheOutage_F28() {
    takenOver(onInboundWork())
        .when(Asked.blendToOutbound("anna"))
        .thenRefused(RefusalReason.ZONE_NOT_AVAILABLE);
  }

  @Test
  void shouldLogOffWhoseDesktopFailsTheCheckAndLeaveTheConversation_F18_F28() {
    ZoneStory story = recovered(onInboundWork());
    story.whenTimePasses(5_000);
    assertThat(story.only(AgentLoggedOff.class).getGrounds())
        .isEqualTo(LogOffGrounds.DESKTOP_ERROR);
    story.when(Reported.inboundStatus(story.now(), "anna", WORK, true));
    assertThat(story.all(AgentBlendedToOutbound.class)).isEmpty();
  }

  @Test
  void shouldAskAnewAfterTheNextOutage_F28() {
    ZoneStory story = recovered(onInboundWork());
    story.when(Asked.inStep(story.only(DesktopCheckRequested.class)));
    story.after(20_000);
    story.when(new Adopt(Told.AM_1, AdoptionKind.OUTAGE, "killed", story.now() - 900));
    List<Input> barriers =
        List.of(
            new Input.Command(Asked.barrier(3, "i-1")), new Input.Fact(Reported.barrier(3, "i-1")));
    barriers.forEach(story::when);
    story.when(new Input.Check());
    story.only(InboundStatusRequested.class);
    story.when(Asked.inStep(story.only(DesktopCheckRequested.class)));
    story.whenTimePasses(15_000);
    assertThat(story.all(InboundStatusMissed.class)).isEmpty();
    story.whenTimePasses(15_000);
    story.only(InboundStatusMissed.class);
  }
}
