package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.LogOffGrounds;

/** A supervisor ends an agent's session, whatever the agent is doing. */
class ForcedLogOffTest {

  @Test
  void shouldEndTheSessionOfAnIdleAgent() {
    zone()
        .given(Told.loggedOn("anna"))
        .when(Asked.forceLogOff("anna"))
        .thenAccepted(
            new AgentLoggedOff("anna", "s-anna", LogOffGrounds.SUPERVISOR, null, "went home"));
  }

  @Test
  void shouldCloseAConversationWithDesktopError() {
    ZoneStory story = talking().when(Asked.forceLogOff("anna"));
    story.only(CallReleased.class);
    assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("DESKTOP_ERROR");
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.SUPERVISOR);
  }

  @Test
  void shouldLeaveAConferenceToItsSecondAgent() {
    ZoneStory story = ToldOfSeconds.conference(zone()).when(Asked.forceLogOff("anna"));
    assertThat(story.all(CallCompleted.class)).isEmpty();
    assertThat(story.state().agent("bert").orElseThrow().getCallState())
        .isEqualTo(CallState.TALKING);
  }

  @Test
  void shouldFreeAnAgentWhoCouldOnlyLogOnByForce_F19() {
    ZoneStory story =
        talking().given(new AgentReloginRequired("anna", "c1")).when(Asked.forceLogOff("anna"));
    assertThat(story.state().agent("anna")).isEmpty();
  }

  @Test
  void shouldRefuseWhoIsNotLoggedOn() {
    zone()
        .when(Asked.forceLogOff("anna"))
        .thenRefused(RefusalReason.UNKNOWN_AGENT, "anna", "north");
  }

  @Test
  void shouldDoNothingDuringAnOutage_F3() {
    Outages.takenOver(zone().given(Told.loggedOn("anna")))
        .when(Asked.forceLogOff("anna"))
        .thenRefused(RefusalReason.ZONE_NOT_AVAILABLE);
  }

  private static ZoneStory talking() {
    return zone().given(Told.job("loans")).given(Told.talking("anna", "c1", "loans", T0));
  }
}
