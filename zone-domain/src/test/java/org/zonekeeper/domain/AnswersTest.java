package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.zone;

import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;

/** Every command is answered once, and again in the same words when it comes again. */
class AnswersTest {
  private static final long MEMORY = 600_000;

  private static ZoneStory withAnEndedCall() {
    return zone()
        .given(Told.job("sales"))
        .given(Told.attempted("c1", "sales", ZoneStory.T0))
        .when(Reported.machine(ZoneStory.T0, "c1"));
  }

  @Test
  void shouldAnswerAgainWithoutDoingItAgain() {
    var logOn = Asked.logOn("anna");
    var refused = Asked.logOn("anna");
    ZoneStory story = zone().when(logOn).when(refused);
    String text = story.state().answer(refused.getHeader().getCommandId()).orElseThrow().getText();
    story
        .when(logOn)
        .then(
            new CommandAnswerRepeated(logOn.getHeader().getCommandId(), "LogOn", "anna", null, ""))
        .when(refused)
        .then(
            new CommandAnswerRepeated(
                refused.getHeader().getCommandId(),
                "LogOn",
                "anna",
                RefusalReason.ALREADY_LOGGED_ON,
                text));
  }

  @Test
  void shouldForgetAnswersAndEndedCallsAfterTenMinutes() {
    var logOn = Asked.logOn("anna");
    ZoneStory story = withAnEndedCall().when(logOn).after(MEMORY).when(Asked.pauseJob("sales"));
    assertThat(story.state().answer(logOn.getHeader().getCommandId())).isPresent();
    assertThat(story.state().hasEnded("c1")).isTrue();
    story.after(1).when(Asked.resumeJob("sales"));
    assertThat(story.state().answer(logOn.getHeader().getCommandId())).isEmpty();
    assertThat(story.state().hasEnded("c1")).isFalse();
    assertThat(story.outcome().touched())
        .contains(
            new EntityKey(EntityKey.Kind.ENDED_CALL, "c1"),
            new EntityKey(EntityKey.Kind.ANSWER, logOn.getHeader().getCommandId()));
  }

  /** What came while there was no owner is read afterwards, and some of it a second time. */
  @Test
  void shouldForgetNothingForAnOutageHoweverLong() {
    var logOn = Asked.logOn("anna");
    ZoneStory story = withAnEndedCall().when(logOn).after(6 * MEMORY);
    Outages.recovered(story).after(MEMORY).when(Asked.pauseJob("sales"));
    assertThat(story.state().answer(logOn.getHeader().getCommandId())).isPresent();
    assertThat(story.state().hasEnded("c1")).isTrue();
    story.after(1).when(Asked.resumeJob("sales"));
    assertThat(story.state().answer(logOn.getHeader().getCommandId())).isEmpty();
    assertThat(story.state().hasEnded("c1")).isFalse();
    assertThat(story.state().zone().getUnattendedMillis()).isZero();
  }

  @Test
  void shouldAnswerBeforeAnythingFollows() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"), Told.loggedOn("anna"))
            .given(Told.nailup("anna", NailupState.NAILED_UP))
            .when(Asked.goReady("anna"));
    assertThat(story.outcome().events().get(1)).isInstanceOf(CommandAccepted.class);
    assertThat(story.outcome().events()).hasSize(3);
  }

  @Test
  void shouldNeverLetTheJournalsTimeGoBack() {
    ZoneStory story = zone().after(-5000).when(Asked.logOn("anna"));
    assertThat(story.only(CommandAccepted.class).getHeader().getAt()).isEqualTo(ZoneStory.T0);
  }
}
