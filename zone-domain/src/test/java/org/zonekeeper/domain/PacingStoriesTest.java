package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.order.AuthoriseDialling;

/** How many attempts the platform may start. */
class PacingStoriesTest {
  private static final JobSettings PREDICTIVE =
      JobSettings.newBuilder(Told.settings())
          .setPacing(PacingMode.PREDICTIVE)
          .setMaxDialRatio(3)
          .setNuisanceCapPercent(3)
          .build();

  @Test
  void shouldAuthoriseOneAttemptForEachIdleAgent() {
    zone()
        .given(Told.job("sales"))
        .given(Told.idle("anna", "sales"))
        .given(Told.idle("bert", "sales"))
        .whenTimePasses(50)
        .then(
            new DiallingAuthorised(
                "north-13", "sales", "spring", 2, T0 + 550, 45_000, Told.settings().getPacing()))
        .andOrders(AuthoriseDialling.class)
        .whenTimePasses(50)
        .thenNothing();
  }

  @Test
  void shouldCountAttemptsUnderWayAndUnusedLeases() {
    ZoneStory story =
        zone()
            .given(Told.job("sales"))
            .given(Told.idle("anna", "sales"))
            .whenTimePasses(50)
            .given(Told.idle("bert", "sales"))
            .whenTimePasses(200);
    DiallingAuthorised second = story.only(DiallingAuthorised.class);
    assertThat(second.getCount()).isEqualTo(1);
    story
        .when(Reported.attemptStarted(T0, "c1", "sales", second.getAuthorisationId()))
        .whenTimePasses(1300)
        .then(
            new DiallingAuthorised(
                "north-16",
                "sales",
                "spring",
                1,
                story.now() + 500,
                45_000,
                Told.settings().getPacing()));
  }

  @Test
  void shouldNotDialForAPausedJobOrWithoutAnIdleAgent() {
    zone()
        .given(Told.job("sales"), Told.job("survey"))
        .given(Told.idle("anna", "sales"))
        .when(Asked.pauseJob("sales"))
        .whenTimePasses(1000)
        .thenNothing();
  }

  @Test
  void shouldStartAPredictiveJobAsCarefullyAsAProgressiveOne() {
    assertThat(authorised(0, 0)).isEqualTo(10);
  }

  @Test
  void shouldDialAheadWhenTheDaysNuisanceRateIsLow() {
    assertThat(authorised(50, 0)).isEqualTo(20);
    assertThat(authorised(450, 0)).isEqualTo(28);
  }

  @Test
  void shouldSlowDownToProgressiveAtTheCap() {
    assertThat(authorised(450, 9)).isLessThan(20).isGreaterThan(10);
    assertThat(authorised(450, 15)).isEqualTo(10);
    assertThat(authorised(450, 100)).isEqualTo(10);
  }

  @Test
  void shouldForgetYesterdaysRate() {
    ZoneStory story = story(450, 100).after(86_400_000);
    assertThat(story.whenTimePasses(0).only(DiallingAuthorised.class).getCount()).isEqualTo(10);
  }

  /** Of ten idle agents, after a day of so many live answers and nuisance calls. */
  private static int authorised(int answered, int nuisances) {
    return story(answered, nuisances).whenTimePasses(50).only(DiallingAuthorised.class).getCount();
  }

  private static ZoneStory story(int answered, int nuisances) {
    ZoneStory story = zone().given(Told.job("sales", PREDICTIVE));
    for (int i = 0; i < 10; i++) {
      story.given(Told.idle("agent-" + i, "sales"));
    }
    for (int i = 0; i < answered; i++) {
      String call = "c" + i;
      story.given(Told.waiting(call, "sales", T0));
      if (i < nuisances) {
        story.given(Told.marked(call, "sales", NuisanceCause.NO_AGENT));
      }
      story.given(Told.completed(call, "sales", T0).system("Disconnected_By_User"));
    }
    return story;
  }
}
