package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.input.Input.CampaignElsewhere;
import org.zonekeeper.domain.input.Input.CampaignNews;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CampaignCountsLearned;
import org.zonekeeper.schemas.journal.CampaignDayBegan;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.state.CampaignRecord;

/** The nuisance cap is a campaign's: in all its jobs and zones, on its own day. */
class CampaignCapTest {
  private static final JobSettings PREDICTIVE =
      JobSettings.newBuilder(Told.settings())
          .setPacing(PacingMode.PREDICTIVE)
          .setMaxDialRatio(3)
          .build();

  @Test
  void shouldNotOpenTheCapWhenAJobIsStoppedAndStarted() {
    ZoneStory kept = zone().given(Told.job("sales", PREDICTIVE));
    ZoneStory anew = zone().given(Told.job("sales", PREDICTIVE));
    answers(kept, "n", 200, 5);
    answers(anew, "n", 200, 5);
    anew.when(Asked.stopJob("sales"));
    while (anew.state().job("sales").isPresent()) {
      anew.whenTimePasses(1_000);
    }
    anew.when(Asked.startJob("sales", PREDICTIVE));
    answers(kept, "m", 100, 0);
    answers(anew, "m", 100, 0);

    assertThat(authorised(anew)).isEqualTo(authorised(kept)).isPositive();
  }

  @Test
  void shouldCountTheJobsOfACampaignTogether() {
    ZoneStory story =
        zone().given(Told.job("sales", PREDICTIVE)).given(Told.job("evening", PREDICTIVE));
    answers(story, "evening", "e", 450, 10);

    assertThat(authorised(story)).as("as careful as progressive").isEqualTo(10);
  }

  @Test
  void shouldSlowDownByWhatOtherZonesCounted() {
    ZoneStory alone = zone().given(Told.job("sales", PREDICTIVE));
    ZoneStory one = zone().given(Told.job("sales", PREDICTIVE));
    answers(alone, "n", 450, 0);
    answers(one, "n", 450, 0);

    one.when(news("spring", 3, 450, 60))
        .then(new CampaignCountsLearned("spring", 3, 450, 60))
        .when(news("spring", 3, 450, 60))
        .thenNothing()
        .when(news("autumn", 3, 450, 60))
        .thenNothing();

    assertThat(authorised(one)).isEqualTo(10);
    assertThat(authorised(alone)).isGreaterThan(20);
  }

  @Test
  void shouldBeginTheDayInTheCampaignsOwnTimeZone() {
    JobSettings newYork =
        JobSettings.newBuilder(PREDICTIVE).setTimeZone("America/New_York").build();
    ZoneStory story = zone().when(Asked.startJob("sales", newYork)).whenTimePasses(50);

    CampaignDayBegan day = story.only(CampaignDayBegan.class);
    assertThat(Instant.ofEpochMilli(day.getDayBeganAt())).isEqualTo("2023-11-14T05:00:00Z");
    assertThat(Instant.ofEpochMilli(day.getDayEndsAt())).isEqualTo("2023-11-15T05:00:00Z");

    answers(story, "n", 100, 5);
    assertThat(count(story)).isEqualTo(100);
    story.after(day.getDayEndsAt() - story.now() - 1).whenTimePasses(0);
    assertThat(count(story)).as("at midnight UTC nothing was forgotten").isEqualTo(100);
    story.whenTimePasses(1);
    assertThat(count(story)).isZero();
  }

  @Test
  void shouldRefuseATimeZoneThatIsNoneOrNotTheCampaigns() {
    JobSettings elsewhere = JobSettings.newBuilder(PREDICTIVE).setTimeZone("Mars/North").build();
    zone()
        .when(Asked.startJob("sales", elsewhere))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "Mars/North", "Europe/Vienna");
    JobSettings vienna = JobSettings.newBuilder(PREDICTIVE).setTimeZone("Europe/Vienna").build();
    zone()
        .given(Told.job("sales", PREDICTIVE))
        .when(Asked.startJob("evening", vienna))
        .thenRefused(RefusalReason.INVALID_PARAMETER, "UTC", "sales");
  }

  @Test
  void shouldForgetACampaignADayBehindItsLastOne() {
    ZoneStory story = zone().given(Told.job("sales", PREDICTIVE)).when(Asked.stopJob("sales"));
    while (story.state().job("sales").isPresent()) {
      story.whenTimePasses(1_000);
    }
    JobSettings other = JobSettings.newBuilder(PREDICTIVE).setCampaign("autumn").build();
    story.after(86_400_000).when(Asked.startJob("next", other)).whenTimePasses(50);
    assertThat(story.state().campaign("spring")).isPresent();
    story.after(86_400_000).whenTimePasses(50);
    assertThat(story.state().campaign("spring")).isEmpty();
    assertThat(story.state().campaign("autumn")).isPresent();
  }

  private static long count(ZoneStory story) {
    return story.state().campaign("spring").map(CampaignRecord::getLiveAnswered).orElse(-1L);
  }

  private static CampaignNews news(String campaign, int zones, long answered, long nuisances) {
    return new CampaignNews(List.of(new CampaignElsewhere(campaign, zones, answered, nuisances)));
  }

  private static void answers(ZoneStory story, String prefix, int count, int nth) {
    answers(story, "sales", prefix, count, nth);
  }

  /** So many live answers, every n-th a nuisance; 0: none. */
  private static void answers(ZoneStory story, String job, String prefix, int count, int nth) {
    for (int i = 0; i < count; i++) {
      String id = prefix + i;
      story.given(Told.waiting(id, job, story.now()));
      if (nth > 0 && i % nth == 0) {
        story.given(Told.marked(id, job, NuisanceCause.NO_AGENT));
      }
      story.given(Told.completed(id, job, story.now()).system("Disconnected_By_User"));
    }
  }

  /** Of ten idle agents of the job "sales". */
  private static int authorised(ZoneStory story) {
    for (int i = 0; i < 10; i++) {
      story.given(Told.idle("a" + i, "sales"));
    }
    story.whenTimePasses(3_000);
    return story.all(DiallingAuthorised.class).stream()
        .filter(lease -> lease.getJobId().equals("sales"))
        .mapToInt(DiallingAuthorised::getCount)
        .sum();
  }
}
