package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.CallbackStories.arranged;
import static org.zonekeeper.domain.CallbackStories.callbackOf;
import static org.zonekeeper.domain.CallbackStories.dueNow;
import static org.zonekeeper.domain.CallbackStories.offered;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackStanding;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.journal.CallbackPostponeGrounds;
import org.zonekeeper.schemas.journal.CallbackPostponed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;

/** F27: callbacks through a takeover. */
class CallbackFailoverTest {

  /** The owner is heard last now; am-2 takes over this much later. */
  private static ZoneStory takenOverAfter(ZoneStory story, long millis) {
    long began = story.now();
    return story.after(millis).when(new Adopt(Told.AM_2, AdoptionKind.OUTAGE, "killed", began));
  }

  /** The desktops agree with the zone. */
  private static void checked(ZoneStory story) {
    List<DesktopCheckRequested> checks = story.all(DesktopCheckRequested.class);
    checks.forEach(check -> story.when(Asked.inStep(check)));
  }

  @Test
  void shouldNotFallDueNorBeOfferedDuringTheOutage_F27() {
    ZoneStory story = arranged(CallbackType.STRICT_AGENT);
    story.after(dueNow(story) - 1_000);
    takenOverAfter(story, 2_000);
    story.whenTimePasses(60_000).thenNothing();
    Outages.barriersRead(story);
    checked(story);
    story.whenTimePasses(100);
    story.only(CallbackDue.class);
    assertThat(story.only(CallbackOffered.class).getAgentId()).isEqualTo("anna");
  }

  @Test
  void shouldBeOfferedOnceMoreWhoseWindowWentByInTheOutage_F27() {
    ZoneStory story = arranged(CallbackType.STRICT_AGENT);
    story.after(dueNow(story) - 1_000);
    takenOverAfter(story, 1_000_000);
    Outages.barriersRead(story);
    checked(story);
    story.whenTimePasses(100);
    assertThat(story.all(CallbackClosed.class)).isEmpty();
    story.only(CallbackOffered.class);
  }

  @Test
  void shouldBeOfferedOneByOneInTheOrderOfTheirTimes_F27() {
    ZoneStory story = CallbackStories.severalDue();
    story.after(dueNow(story) - 1_000);
    takenOverAfter(story, 10_000);
    Outages.barriersRead(story);
    checked(story);
    story.whenTimePasses(100);
    assertThat(story.all(CallbackOffered.class)).hasSize(1);
    story.whenTimePasses(100);
    assertThat(story.all(CallbackOffered.class)).isEmpty();
    story.whenTimePasses(100);
    assertThat(story.all(CallbackOffered.class)).hasSize(1);
  }

  @Test
  void shouldStayInHandIfThePlatformHoldsTheContact_F27() {
    ZoneStory story = Outages.recovered(offered(CallbackType.STRICT_AGENT));
    String request = story.only(CallStatusRequested.class).getRequestId();
    String call = callbackOf(story).getCallId();
    story.when(Reported.callStatus(story.now(), request, call));
    assertThat(callbackOf(story).getStanding()).isEqualTo(CallbackStanding.OFFERED);
    assertThat(ContactStories.shown(story)).isEqualTo(CallState.PREVIEW);
  }

  @Test
  void shouldBeOfferedOnceMoreIfThePlatformLostTheContact_F27() {
    ZoneStory story = Outages.recovered(offered(CallbackType.STRICT_AGENT));
    checked(story);
    story = Outages.recovered(offered(CallbackType.STRICT_AGENT));
    String request = story.only(CallStatusRequested.class).getRequestId();
    List<DesktopCheckRequested> checks = story.all(DesktopCheckRequested.class);
    story.when(new CallStatusReported(Reported.header(story.now()), request, List.of()));
    assertThat(story.only(CallbackPostponed.class).getGrounds())
        .isEqualTo(CallbackPostponeGrounds.PLATFORM_LOST_IT);
    for (DesktopCheckRequested check : checks) {
      story.when(Asked.inStep(check));
    }
    story.whenTimePasses(200);
    story.only(CallbackOffered.class);
  }

  @Test
  void shouldComeBackFromWhoFailsTheCheck_F18_F27() {
    ZoneStory story = Outages.recovered(offered(CallbackType.STRICT_AGENT));
    story.when(Asked.desktopLost("anna", "s-anna"));
    assertThat(story.only(CallbackPostponed.class).getGrounds())
        .isEqualTo(CallbackPostponeGrounds.AGENT_GONE);
    assertThat(callbackOf(story).getTries()).isZero();
  }

  @Test
  void shouldRefuseToArrangeOneDuringTheOutage_F27() {
    ZoneStory story = Outages.takenOver(CallbackStories.inWrapUp());
    story
        .when(Asked.callback("anna", CallbackType.STANDARD, "2023-11-14T18:00"))
        .thenRefused(RefusalReason.ZONE_NOT_AVAILABLE);
  }
}
