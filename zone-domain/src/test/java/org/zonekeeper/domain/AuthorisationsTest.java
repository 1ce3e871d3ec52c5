package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;
import org.zonekeeper.schemas.journal.AuthorisationBreach;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;

/** F4: an attempt without a valid authorisation is carried out like any other, and marked. */
class AuthorisationsTest {
  private static ZoneStory authorised() {
    return zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .given(Told.lease("sales"));
  }

  private static void assertMarked(ZoneStory story, String call, AuthorisationBreach breach) {
    assertThat(story.only(CallAttempted.class).getCallId()).isEqualTo(call);
    assertThat(story.only(AttemptUnauthorised.class).getBreach()).isEqualTo(breach);
    story.when(Reported.liveVoice(story.now(), call));
    assertThat(story.all(CallAnswered.class)).hasSize(1);
  }

  @Test
  void shouldNotMarkAnAttemptUnderAValidOne() {
    ZoneStory story =
        authorised().after(2000).when(Reported.attemptStarted(T0 + 500, "c1", "sales", "lease"));
    assertThat(story.all(CallAttempted.class)).hasSize(1);
    assertThat(story.all(AttemptUnauthorised.class)).isEmpty();
  }

  @Test
  void shouldMarkAnAttemptUnderOneThatNeverWas() {
    assertMarked(
        authorised().when(Reported.attemptStarted(T0, "c1", "sales", "lease-9")),
        "c1",
        AuthorisationBreach.UNKNOWN);
  }

  @Test
  void shouldMarkAnAttemptUnderOneThatIsUsedUp() {
    assertMarked(
        authorised()
            .when(Reported.attemptStarted(T0, "c1", "sales", "lease"))
            .when(Reported.attemptStarted(T0, "c2", "sales", "lease")),
        "c2",
        AuthorisationBreach.USED_UP);
  }

  @Test
  void shouldMarkAnAttemptUnderOneThatHasRunOut() {
    assertMarked(
        authorised().when(Reported.attemptStarted(T0 + 501, "c1", "sales", "lease")),
        "c1",
        AuthorisationBreach.RUN_OUT);
  }

  /** An attempt of before the outage is read after it, and is no breach. */
  @Test
  void shouldNotMarkWhatAnOutageDelayed() {
    ZoneStory story = Outages.takenOver(authorised().after(30_000));
    story.when(Reported.attemptStarted(T0 + 100, "c1", "sales", "lease"));
    assertThat(story.all(CallAttempted.class)).hasSize(1);
    assertThat(story.all(AttemptUnauthorised.class)).isEmpty();
  }
}
