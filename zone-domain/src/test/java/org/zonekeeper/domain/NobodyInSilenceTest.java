package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;

/** Whoever answers a call is told who called, and counted, whatever the zone knows of the call. */
class NobodyInSilenceTest {
  private static void assertReleasedAndCounted(ZoneStory story, String call, NuisanceCause cause) {
    story.andOrders(PlayNuisanceMessage.class);
    UnknownCallAnswered counted = story.only(UnknownCallAnswered.class);
    assertThat(counted.getCallId()).isEqualTo(call);
    assertThat(counted.getCause()).isEqualTo(cause);
  }

  @Test
  void shouldReleaseWhoAnswersACallThatNobodyToldOf() {
    assertReleasedAndCounted(
        zone().when(Reported.liveVoice(T0, "ghost")), "ghost", NuisanceCause.OTHER);
  }

  @Test
  void shouldReleaseWhoAnswersACallOfAJobThatIsOver() {
    ZoneStory story =
        zone()
            .when(Reported.attemptStarted(T0, "c1", "gone", "lease"))
            .when(Reported.liveVoice(T0, "c1"));
    assertReleasedAndCounted(story, "c1", NuisanceCause.OTHER);
  }

  @Test
  void shouldReleaseWhoAnswersACallUnderTheIdOfAnEndedOne() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.attempted("c1", "sales", T0))
            .when(Reported.busy(T0, "c1"))
            .when(Reported.attemptStarted(T0, "c1", "sales", "lease"))
            .when(Reported.liveVoice(T0, "c1"));
    assertReleasedAndCounted(story, "c1", NuisanceCause.OTHER);
  }

  @Test
  void shouldSayThatTheFailoverWasTheCauseWhileItLasts() {
    ZoneStory story = Outages.takenOver(zone()).when(Reported.liveVoice(T0, "ghost"));
    assertReleasedAndCounted(story, "ghost", NuisanceCause.FAILOVER);
  }

  private static ZoneStory annaTalking() {
    return zone().given(Told.job("sales")).given(Told.talking("anna", "c1", "sales", T0));
  }

  private static ZoneStory reported(ZoneStory story, String agent) {
    Outages.recovered(story);
    String request = story.only(CallStatusRequested.class).getRequestId();
    return story.when(
        new CallStatusReported(
            Reported.header(T0), request, List.of(new LiveCall("c1", agent, List.of()))));
  }

  @Test
  void shouldReleaseACustomerWhomThePlatformHasAloneOnTheLine() {
    ZoneStory story = reported(annaTalking(), null).andOrders(PlayNuisanceMessage.class);
    assertThat(story.only(CallMarkedNuisance.class).getCause()).isEqualTo(NuisanceCause.OTHER);
    story.when(Reported.disconnected(T0, "c1", Party.PLATFORM));
    assertThat(story.all(WrapUpStarted.class)).hasSize(1);
  }

  @Test
  void shouldReleaseACustomerWhomThePlatformHasWithSomebodyElse() {
    reported(annaTalking(), "ben").andOrders(PlayNuisanceMessage.class);
  }

  @Test
  void shouldLetAnAgentOutOfSuchACallWithoutItsDisconnect() {
    ZoneStory story = reported(annaTalking(), null);
    story.when(Asked.inStep(check(story))).whenTimePasses(Deadline.CONVERSATION_END.toMillis());
    assertThat(story.all(WrapUpStarted.class)).hasSize(1);
  }

  private static org.zonekeeper.schemas.journal.DesktopCheckRequested check(ZoneStory story) {
    var open = story.state().agent("anna").orElseThrow().getCheck();
    return new org.zonekeeper.schemas.journal.DesktopCheckRequested(
        "anna",
        open.getCheckId(),
        open.getAgentState(),
        open.getCallState(),
        open.getNailup(),
        open.getDeadline());
  }

  @Test
  void shouldLetAConversationGoOnThatThePlatformKnows() {
    ZoneStory story = reported(annaTalking(), "anna");
    assertThat(story.outcome().events()).hasSize(1);
    story.andOrders();
  }
}
