package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ContactStories.shown;
import static org.zonekeeper.domain.Outages.recovered;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;

/** F26: contacts that agents look at or dial, through a takeover. */
class ContactFailoverTest {

  private static CallStatusReported has(ZoneStory story, String request, String... calls) {
    return new CallStatusReported(
        Reported.header(story.now()),
        request,
        List.of(calls).stream().map(call -> new LiveCall(call, null, List.of())).toList());
  }

  @Test
  void shouldKeepAPreviewThatThePlatformStillHolds_F26() {
    ZoneStory story = recovered(ContactStories.offered());
    CallStatusRequested request = story.only(CallStatusRequested.class);
    assertThat(request.getCalls()).containsExactly("c1");
    assertThat(story.all(LiveCallAnnounced.class)).as("nobody is on a line").isEmpty();
    story.when(has(story, request.getRequestId(), "c1"));
    assertThat(shown(story)).isEqualTo(CallState.PREVIEW);
  }

  @Test
  void shouldWithdrawAPreviewThatThePlatformHoldsNoLonger_F26() {
    ZoneStory story = recovered(ContactStories.offered());
    String request = story.only(CallStatusRequested.class).getRequestId();
    story.when(has(story, request));
    story.only(PreviewWithdrawn.class);
    assertThat(shown(story)).isEqualTo(CallState.IDLE);
  }

  @Test
  void shouldShowAndDialNothingDuringTheOutage_F26() {
    ZoneStory story =
        Outages.takenOver(
            ContactStories.offered(
                ContactStories.with(PacingMode.PREVIEW, job -> job.setPreviewTimed(true))));
    story.when(Asked.dialPreview("anna")).thenRefused(RefusalReason.ZONE_NOT_AVAILABLE);
    story.whenTimePasses(60_000);
    assertThat(story.all(ContactDialled.class)).isEmpty();
    story.when(Reported.reserved(story.now(), "c2", "sales", "lease"));
    assertThat(story.only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.NO_AGENT);
  }

  @Test
  void shouldLeaveTheAgentSomeTimeWhenTheOutageIsOver_F26() {
    ZoneStory story =
        ContactStories.offered(
            ContactStories.with(PacingMode.PREVIEW, job -> job.setPreviewTimed(true)));
    story.after(19_000);
    story =
        recoveredFrom(
            story.when(new Adopt(Told.AM_2, AdoptionKind.OUTAGE, "killed", story.now() - 1_000)));
    story.when(Asked.inStep(story.only(DesktopCheckRequested.class)));
    story.whenTimePasses(14_000);
    assertThat(story.all(ContactDialled.class)).isEmpty();
    story.whenTimePasses(2_000);
    assertThat(story.all(ContactDialled.class)).hasSize(1);
  }

  @Test
  void shouldDecideADialByItsFacts_F26() {
    ZoneStory joined = Outages.takenOver(ContactStories.dialled());
    joined.when(Reported.liveVoice(joined.now(), "c1"));
    joined.when(Reported.bridged(joined.now(), "c1", "anna"));
    assertThat(shown(joined)).isEqualTo(CallState.TALKING);
    ZoneStory nobody = Outages.takenOver(ContactStories.dialled());
    nobody.when(Reported.noAnswer(nobody.now(), "c1"));
    nobody.only(AgentDialFailed.class);
    assertThat(shown(nobody)).isEqualTo(CallState.WRAPUP);
    ZoneStory unheard =
        recovered(ContactStories.ordered(ContactStories.settings(PacingMode.PREVIEW)));
    String request = unheard.only(CallStatusRequested.class).getRequestId();
    unheard.when(has(unheard, request));
    unheard.only(AgentDialFailed.class);
  }

  @Test
  void shouldNotMarkWhomThePlatformJoinsByItself_F5_F26() {
    ZoneStory story = recovered(ContactStories.answered());
    assertThat(story.state().call("c1").orElseThrow().getNuisance()).isNull();
    story.when(Reported.bridged(story.now(), "c1", "anna"));
    assertThat(shown(story)).isEqualTo(CallState.TALKING);
  }

  @Test
  void shouldMarkWhomThePlatformCouldNotJoin_F5_F26() {
    ZoneStory story = Outages.takenOver(ContactStories.answered());
    story.when(Reported.bridgeFailed(story.now(), "c1", "anna"));
    story = recoveredFrom(story);
    assertThat(story.state().call("c1").orElseThrow().getNuisance())
        .isEqualTo(NuisanceCause.FAILOVER);
  }

  @Test
  void shouldMarkWhoWaitedBeyondTheBudget_F5_F26() {
    ZoneStory story = recoveredFrom(Outages.takenOver(ContactStories.answered().after(5_000)));
    assertThat(story.state().call("c1").orElseThrow().getNuisance())
        .isEqualTo(NuisanceCause.FAILOVER);
  }

  private static ZoneStory recoveredFrom(ZoneStory takenOver) {
    return Outages.barriersRead(takenOver);
  }

  @Test
  void shouldReturnTheContactOfWhoFailsTheCheck_F18_F26() {
    ZoneStory story = recovered(ContactStories.offered());
    story.when(Asked.desktopLost("anna", "s-anna"));
    assertThat(story.only(ContactReturned.class).getGrounds())
        .isEqualTo(ContactReturnGrounds.AGENT_GONE);
    assertThat(story.state().call("c1")).isEmpty();
  }

  @Test
  void shouldReleaseTheDialOfWhoFailsTheCheck_F18_F26() {
    ZoneStory story = recovered(ContactStories.dialled());
    story.when(Asked.desktopLost("anna", "s-anna"));
    story.only(CallReleased.class);
    assertThat(story.state().agent("anna")).isEmpty();
    story.when(Reported.noAnswer(story.now(), "c1"));
    assertThat(story.state().call("c1")).isEmpty();
    assertThat(story.all(CallMarkedNuisance.class)).isEmpty();
  }
}
