package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.SessionHolder;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.LogOffGrounds;

/** X7, F21: sessions go from gateway to gateway; those of one that is gone end after the grace. */
class DeadGatewaysTest {
  private static final long GRACE = 10_000;
  private static final long LIMIT = Deadline.GATEWAY_SILENCE.toMillis() + GRACE;

  private static LogOn logOn(String agent, String gateway) {
    LogOn logOn = Asked.logOn(agent);
    logOn.setHolder(new SessionHolder(gateway, "digest-" + agent, GRACE));
    return logOn;
  }

  private static ZoneStory annaAt(String gateway) {
    return zone().given(Told.job("sales")).when(logOn("anna", gateway));
  }

  @Test
  void shouldLogOffTheAgentsOfAGatewayThatIsGoneOnceAfterTheGrace_X7() {
    ZoneStory story = annaAt("gw1.a").when(logOn("bert", "gw2.a"));
    for (long t = 0; t < LIMIT - 1_000; t += 1_000) {
      story.when(Asked.gatewayAlive("gw2.a")).thenNothing();
      story.whenTimePasses(1_000).thenNothing();
    }
    story.when(Asked.gatewayAlive("gw2.a")).whenTimePasses(1_000);
    AgentLoggedOff off = story.only(AgentLoggedOff.class);
    assertThat(off.getAgentId()).isEqualTo("anna");
    assertThat(off.getGrounds()).isEqualTo(LogOffGrounds.DESKTOP_LOST);
    assertThat(off.getHeader().getCause().getType()).isEqualTo("GatewayTimeout");
    story.when(Asked.gatewayAlive("gw2.a")).whenTimePasses(1_000).thenNothing();
    assertThat(story.state().agent("bert")).isPresent();
  }

  @Test
  void shouldKeepTheAgentsOfAGatewayThatSaysThatItLives() {
    ZoneStory story = annaAt("gw1.a");
    for (int i = 0; i < 30; i++) {
      story.when(Asked.gatewayAlive("gw1.a")).whenTimePasses(1_000).thenNothing();
    }
  }

  @Test
  void shouldLetAnotherGatewayHoldTheSession_X7() {
    ZoneStory story = annaAt("gw1.a").whenTimePasses(LIMIT / 2).thenNothing();
    story.when(Asked.desktopResumed("anna", "s-anna", "gw2.a"));
    DesktopResumed resumed = story.only(DesktopResumed.class);
    assertThat(resumed.getGateway()).isEqualTo("gw2.a");
    SessionHolder holder = story.state().agent("anna").orElseThrow().getHolder();
    assertThat(holder.getGateway()).isEqualTo("gw2.a");
    assertThat(holder.getResumeDigest()).isEqualTo("digest-anna");
    story.whenTimePasses(LIMIT - 1).thenNothing();
    story.whenTimePasses(1);
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.DESKTOP_LOST);
  }

  @Test
  void shouldChangeNothingWhenToldTwiceWhoHoldsASession() {
    ZoneStory story = annaAt("gw1.a").when(Asked.desktopResumed("anna", "s-anna", "gw2.a"));
    story.when(Asked.desktopResumed("anna", "s-anna", "gw2.a"));
    assertThat(story.all(DesktopResumed.class)).isEmpty();
  }

  @Test
  void shouldNotBelieveAGatewayThatTheSessionWentAwayFrom() {
    annaAt("gw1.a")
        .when(Asked.desktopResumed("anna", "s-anna", "gw2.a"))
        .when(Asked.desktopLost("anna", "s-anna", "gw1.a"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "resumed at gateway gw2.a");
  }

  @Test
  void shouldRefuseASessionThatIsOver() {
    annaAt("gw1.a")
        .when(Asked.desktopResumed("anna", "an older session", "gw2.a"))
        .thenRefused(RefusalReason.STATE_NOT_ALLOWED, "over already");
    annaAt("gw1.a")
        .when(Asked.desktopResumed("bert", "s-bert", "gw2.a"))
        .thenRefused(RefusalReason.NOT_LOGGED_ON, "bert");
  }

  @Test
  void shouldCloseTheCallInHandOfWhoNeverComesBack_F21() {
    ZoneStory story =
        zone().given(Told.job("sales")).given(Told.talking("anna", "c1", "sales", T0));
    story.when(Asked.desktopResumed("anna", "s-anna", "gw1.a")).whenTimePasses(LIMIT);
    assertThat(story.only(CallCompleted.class).getCompletionCode()).isEqualTo("DESKTOP_ERROR");
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.DESKTOP_LOST);
  }

  @Test
  void shouldListenAnewAfterAChangeOfOwner() {
    ZoneStory story = annaAt("gw1.a").whenTimePasses(LIMIT - 1).thenNothing();
    story.when(new Input.Adopt(Told.AM_2, Input.AdoptionKind.PLANNED_HANDOVER, "announced", 0));
    story.whenTimePasses(LIMIT - 1).thenNothing();
    story.whenTimePasses(1);
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.DESKTOP_LOST);
  }

  /** An owner that lags behind by half a minute reads the sign of life of then when it can. */
  @Test
  void shouldHoldNoGatewayForDeadWhoseWordMayStandUnread_F21() {
    ZoneStory story = annaAt("gw1.a").whileTheOwnerLags().whenTimePasses(LIMIT).thenNothing();
    long asked = story.now();
    assertThat(story.wantsBarriers()).isTrue();
    story.whenTimePasses(20_000).thenNothing();
    assertThat(story.wantsBarriers()).as("barriers are under way").isFalse();
    story.when(Asked.gatewayAlive("gw1.a")).whenBarriersOf(asked).when(new Input.Tick());
    story.thenNothing();
    story.whenTimePasses(LIMIT).thenNothing();
    story.whenBarriersOf(story.now()).when(new Input.Tick());
    assertThat(story.only(AgentLoggedOff.class).getGrounds()).isEqualTo(LogOffGrounds.DESKTOP_LOST);
  }

  @Test
  void shouldAskAgainWhenItsBarriersAreLost() {
    ZoneStory story = annaAt("gw1.a").whileTheOwnerLags().whenTimePasses(LIMIT);
    assertThat(story.wantsBarriers()).isTrue();
    story.whenTimePasses(InputProgress.ASK_AGAIN.toMillis() - 1);
    assertThat(story.wantsBarriers()).isFalse();
    story.whenTimePasses(1);
    assertThat(story.wantsBarriers()).isTrue();
  }

  @Test
  void shouldLeaveAgentsAloneWhoseGatewayDoesNotSayWhoHoldsThem() {
    ZoneStory story = zone().when(Asked.logOn("anna")).whenTimePasses(10 * LIMIT);
    assertThat(story.state().agent("anna")).isPresent();
  }

  @Test
  void shouldUndoALogOnThatIsAnotherZones() {
    ZoneStory story = annaAt("gw1.a").when(Asked.doubleLogOn("anna", "s-anna", "south"));
    assertThat(story.only(AgentLoggedOff.class).getGrounds())
        .isEqualTo(LogOffGrounds.LOGGED_ON_IN_OTHER_ZONE);
    story
        .when(Asked.doubleLogOn("anna", "s-anna", "south"))
        .thenRefused(RefusalReason.NOT_LOGGED_ON, "anna");
  }
}
