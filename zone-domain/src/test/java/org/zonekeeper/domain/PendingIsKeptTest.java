package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.state.AgentRecord;

/** What was pending at a transition comes out of it whole. */
class PendingIsKeptTest {
  private static void assertRests(ZoneStory story, String reason) {
    AgentStateChanged rests = story.only(AgentStateChanged.class);
    assertThat(rests.getAgentState()).isEqualTo(AgentState.NOT_READY);
    assertThat(rests.getReasonCode()).isEqualTo(reason);
  }

  private static ZoneStory annaTalking() {
    return zone().given(Told.job("sales")).given(Told.talking("anna", "c1", "sales", T0));
  }

  @Test
  void shouldKeepTheReasonOfABreakAskedForInAConversation() {
    ZoneStory story =
        annaTalking()
            .when(Asked.goNotReady("anna"))
            .when(Reported.disconnected(T0, "c1", Party.CUSTOMER))
            .when(Asked.wrapUp("anna", "Sold"));
    assertRests(story, "Lunch");
  }

  @Test
  void shouldKeepTheReasonOfABreakAskedForInTheWrapUpWhoseLimitRunsOut() {
    ZoneStory story =
        annaTalking()
            .when(Reported.disconnected(T0, "c1", Party.CUSTOMER))
            .when(Asked.goNotReady("anna"))
            .whenTimePasses(Told.settings().getWrapUpLimitMs());
    assertRests(story, "Lunch");
  }

  @Test
  void shouldKeepTheReasonOfABreakWhenTheCallComesToNothing() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.idle("anna", "sales"))
            .given(Told.waiting("c1", "sales", T0))
            .given(Told.assignment("c1", "sales", "anna"))
            .when(Asked.goNotReady("anna"))
            .when(Reported.disconnected(T0, "c1", Party.CUSTOMER));
    assertRests(story, "Lunch");
  }

  @Test
  void shouldForgetTheReasonOfABreakThatIsTakenBack() {
    ZoneStory story = annaTalking().when(Asked.goNotReady("anna")).when(Asked.goReady("anna"));
    assertThat(story.state().agent("anna").orElseThrow().getPendingReason()).isNull();
  }

  /** Anna has been idle longest; a customer who hangs up first costs her nothing. */
  @Test
  void shouldKeepThePlaceInTheIdleOrderWhenTheCallComesToNothing() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.idle("anna", "sales"))
            .after(10_000)
            .given(Told.idle("ben", "sales"))
            .after(10_000)
            .given(Told.attempted("c1", "sales", T0))
            .when(Reported.liveVoice(T0 + 20_000, "c1"));
    assertThat(story.only(CallAssigned.class).getAgentId()).isEqualTo("anna");
    story
        .when(Reported.disconnected(T0 + 20_100, "c1", Party.CUSTOMER))
        .given(Told.attempted("c2", "sales", T0))
        .when(Reported.liveVoice(T0 + 20_200, "c2"));
    assertThat(story.only(CallAssigned.class).getAgentId()).isEqualTo("anna");
  }

  @Test
  void shouldTakeANewPlaceAfterAConversation() {
    ZoneStory story =
        annaTalking()
            .after(1000)
            .when(Reported.disconnected(T0, "c1", Party.CUSTOMER))
            .when(Asked.wrapUp("anna", "Sold"));
    AgentRecord anna = story.state().agent("anna").orElseThrow();
    assertThat(anna.getWaitingSince()).isEqualTo(T0 + 1000);
    assertThat(anna.getReadySince()).isEqualTo(T0 + 1000);
  }
}
