package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.state.State.Entity;

/** What a zone has decided once it does not decide again, by whatever way it comes again. */
class ToldTwiceTest {
  private static final long ELEVEN_MINUTES = Duration.ofMinutes(11).toMillis();

  private static ZoneStory annaIdle() {
    return zone().given(Told.job("sales")).given(Told.idle("anna", "sales"));
  }

  private static NailupState nailup(ZoneStory story) {
    return story.state().agent("anna").orElseThrow().getNailup();
  }

  private static void assertOnRecordOnly(ZoneStory story) {
    assertThat(story.only(FactUnmatched.class).getText()).isEqualTo("this fact was told before");
    assertThat(story.outcome().events()).hasSize(1);
    assertThat(story.outcome().orders()).isEmpty();
  }

  @Test
  void shouldLoseALegOnceHoweverOftenItIsTold() {
    var lost = Reported.nailupLost(T0, "anna");
    ZoneStory story = annaIdle().when(lost);
    assertThat(nailup(story)).isEqualTo(NailupState.PENDING_NAILUP);
    story.when(lost);
    assertThat(nailup(story)).isEqualTo(NailupState.PENDING_NAILUP);
    assertOnRecordOnly(story);
  }

  @Test
  void shouldBridgeOnceForAFailureToldTwice() {
    var failed = Reported.bridgeFailed(T0 + 100, "c1", "anna");
    ZoneStory story =
        annaIdle()
            .given(Told.waiting("c1", "sales", T0))
            .given(Told.assignment("c1", "sales", "anna"))
            .after(100)
            .when(failed);
    assertThat(story.all(CallAssigned.class)).hasSize(1);
    story.when(failed);
    assertOnRecordOnly(story);
  }

  @Test
  void shouldNotRaiseADeadCallElevenMinutesLater() {
    var started = Reported.attemptStarted(T0, "c1", "sales", "lease");
    ZoneStory story =
        zone().given(Told.job("sales")).when(started).when(Reported.machine(T0, "c1"));
    assertThat(story.state().calls()).isEmpty();
    story.after(ELEVEN_MINUTES).when(started);
    assertThat(story.state().calls()).isEmpty();
    assertOnRecordOnly(story);
  }

  @Test
  void shouldNotTellAPersonGoneForHoursThatNobodyCame() {
    var answered = Reported.liveVoice(T0, "c1");
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.attempted("c1", "sales", T0 - 1000))
            .when(answered)
            .when(Reported.disconnected(T0 + 100, "c1", Party.CUSTOMER))
            .after(Duration.ofHours(20).toMillis())
            .when(answered);
    assertOnRecordOnly(story);
  }

  @Test
  void shouldStopAJobOnceForContactsExhaustedInItsFormerLife() {
    var exhausted = Reported.contactsExhausted(T0, "sales");
    ZoneStory story = zone().given(Told.job("sales")).when(exhausted).given(Told.job("sales"));
    story.when(exhausted);
    assertThat(story.all(JobStopping.class)).isEmpty();
    assertOnRecordOnly(story);
  }

  /** A platform that numbers anew after a restart must not lose its facts. */
  @Test
  void shouldTakeAnotherFactUnderAUsedIdForWhatItIs() {
    var first = Reported.nailupLost(T0, "anna");
    var second = Reported.nailupLost(T0, "ben");
    ((FactHeader) second.get(0)).setFactId(first.getHeader().getFactId());
    ZoneStory story = annaIdle().given(Told.idle("ben", "sales")).when(first).when(second);
    assertThat(story.state().agent("ben").orElseThrow().getNailup())
        .isEqualTo(NailupState.PENDING_NAILUP);
  }

  @Test
  void shouldForgetFactsAfterADay() {
    var started = Reported.attemptStarted(T0, "c1", "sales", "lease");
    ZoneStory story =
        zone().given(Told.job("sales")).when(started).when(Reported.machine(T0, "c1"));
    story.after(Duration.ofDays(1).toMillis() + 1).when(Asked.pauseJob("sales"));
    assertThat(story.state().entities().map(Entity::getSchema))
        .noneMatch(schema -> schema.getName().equals("DecidedFacts"));
  }

  @Test
  void shouldPassOverWhatStandsBeforeADecidedInput() {
    var ready = Asked.goReady("anna");
    ZoneStory story =
        zone()
            .given(Told.job("sales"), Told.loggedOn("anna"))
            .given(Told.nailup("anna", NailupState.NAILED_UP))
            .when(new Input.Command(ready, 7))
            .when(new Input.Fact(Reported.nailupLost(T0, "anna"), 3));
    assertThat(story.state().zone().getNextCommand()).isEqualTo(8);
    assertThat(story.state().zone().getNextFact()).isEqualTo(4);
    // Long after both are forgotten the topics are read anew.
    story.after(Duration.ofDays(2).toMillis()).when(new Input.Command(Asked.pauseJob("sales"), 8));
    story.when(new Input.Command(ready, 7)).thenNothing();
    story.when(new Input.Command(Asked.logOff("anna"), 6)).thenNothing();
    story.when(new Input.Fact(Reported.nailupLost(T0, "anna"), 3)).thenNothing();
    story.when(new Input.Fact(Reported.nailedUp(T0, "anna"), 4));
    assertThat(nailup(story)).isEqualTo(NailupState.NAILED_UP);
  }

  @Test
  void shouldBeginAnewInANewTopic() {
    ZoneStory story =
        annaIdle()
            .when(new Input.Fact(Reported.nailupLost(T0, "anna"), 1000))
            .when(new Input.Command(Asked.pauseJob("sales"), 2000));
    Outages.takenOver(story)
        .when(new Input.Command(Asked.barrier(2, "i-2"), 0))
        .when(new Input.Fact(Reported.barrier(2, "i-2"), 0))
        .when(new Input.Fact(Reported.nailedUp(T0, "anna"), 1));
    assertThat(nailup(story)).isEqualTo(NailupState.NAILED_UP);
    assertThat(story.state().zone().getNextCommand()).isEqualTo(1);
    assertThat(story.state().zone().getNextFact()).isEqualTo(2);
  }

  @Test
  void shouldRefuseAnotherCommandUnderAUsedId() {
    GoReady ready = Asked.goReady("anna");
    GoNotReady other = Asked.goNotReady("anna");
    ((CommandHeader) other.get(0)).setCommandId(ready.getHeader().getCommandId());
    ZoneStory story =
        zone()
            .given(Told.job("sales"), Told.loggedOn("anna"))
            .given(Told.nailup("anna", NailupState.NAILED_UP))
            .when(ready)
            .when(other)
            .thenRefused(RefusalReason.COMMAND_ID_REUSED, "GoNotReady", "not done");
    assertThat(story.state().agent("anna").orElseThrow().getAgentState())
        .isEqualTo(AgentState.READY);
    // The first command keeps its answer.
    story.when(ready);
    assertThat(story.only(CommandAnswerRepeated.class).getReason()).isNull();
  }

  @Test
  void shouldRefuseTheSameKindOfCommandWithAnotherContent() {
    var lunch = Asked.goNotReady("anna");
    var training = new GoNotReady(Asked.header("anna"), "anna", "Training");
    ((CommandHeader) training.get(0)).setCommandId(lunch.getHeader().getCommandId());
    annaIdle().when(lunch).when(training).thenRefused(RefusalReason.COMMAND_ID_REUSED);
  }

  /** The desktop is at another gateway by now, and it is later. */
  @Test
  void shouldKnowACommandThatComesByAnotherWay() {
    var first = Asked.goNotReady("anna");
    var again = new GoNotReady(Asked.header("anna"), "anna", first.getReasonCode());
    CommandHeader header = again.getHeader();
    header.setCommandId(first.getHeader().getCommandId());
    header.setOrigin("gateway-2");
    header.setSentAt(T0 + 5000);
    ZoneStory story = annaIdle().when(first).when(again);
    assertThat(story.all(CommandAccepted.class)).isEmpty();
    assertThat(story.only(CommandAnswerRepeated.class).getReason()).isNull();
  }
}
