package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.order.ReleaseCall;

/** A zone that an owner with a wrong clock has left half an hour ahead of the platform. */
class ZoneAheadTest {
  private static final long AHEAD = Duration.ofMinutes(30).toMillis();

  private final ZoneStory story = zone().given(Told.job("sales")).after(AHEAD);

  @Test
  void shouldLetACallRingAsLongAsAnyOther() {
    told(Reported.attemptStarted(T0, "c1", "sales", "lease")).whenTimePasses(5_000);
    assertThat(story.all(CallCompleted.class)).isEmpty();

    story.whenTimePasses(Duration.ofMinutes(10).toMillis());
    assertThat(story.outcome().orders()).hasAtLeastOneElementOfType(ReleaseCall.class);
  }

  @Test
  void shouldGiveWhoAnsweredTheWholeBudget() {
    told(Reported.attemptStarted(T0, "c1", "sales", "lease")).after(4_000);
    LiveVoiceDetected answer = Reported.liveVoice(T0 + 4_000, "c1");
    told(answer);
    CallAnswered answered = story.only(CallAnswered.class);
    assertThat(answered.getAnsweredAt()).isEqualTo(T0 + 4_000 + AHEAD);
    assertThat(answered.getGreetingEndedAt()).isEqualTo(answer.getGreetingEndedAt() + AHEAD);
    assertThat(answer.getAnsweredAt()).as("the record as it came").isEqualTo(T0 + 4_000);

    story.whenTimePasses(100);
    assertThat(story.all(CallMarkedNuisance.class)).isEmpty();

    story.whenTimePasses(10_000);
    assertThat(story.all(CallMarkedNuisance.class)).hasSize(1);
  }

  @Test
  void shouldKnowAFactAgainWhateverTheZonesTime() {
    told(Reported.attemptStarted(T0, "c1", "sales", "lease"));
    Fact gone = Reported.disconnected(T0 + 1_000, "c1", Party.CUSTOMER);
    told(gone);
    story.when(new Input.Fact(gone));
    assertThat(story.all(CallCompleted.class)).isEmpty();
    assertThat(story.only(FactUnmatched.class).getText()).isEqualTo("this fact was told before");
  }

  private ZoneStory told(Fact fact) {
    return story.when(new Input.Fact(fact).to(AHEAD));
  }
}
