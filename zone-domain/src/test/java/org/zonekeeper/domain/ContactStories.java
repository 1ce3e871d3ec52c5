package org.zonekeeper.domain;

import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.function.UnaryOperator;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.DiallingAuthorised;

/** Zones in which an agent looks at a contact or dials it, for tests. */
final class ContactStories {
  private ContactStories() {}

  static JobSettings settings(PacingMode pacing) {
    return JobSettings.newBuilder(Told.settings())
        .setPacing(pacing)
        .setPreviewLimitMs(20_000)
        .build();
  }

  /** Anna works for the job, and contacts may be reserved for it. */
  static ZoneStory ready(JobSettings settings) {
    return zone()
        .given(Told.job("sales", settings))
        .given(Told.idle("anna", "sales"))
        .given(
            new DiallingAuthorised(
                "lease", "sales", "spring", 5, T0 + 500, 45_000, settings.getPacing()));
  }

  /** Anna looks at contact c1. */
  static ZoneStory offered(JobSettings settings) {
    return ready(settings).when(Reported.reserved(T0, "c1", "sales", "lease"));
  }

  static ZoneStory offered() {
    return offered(settings(PacingMode.PREVIEW));
  }

  /** The platform was asked to dial it. */
  static ZoneStory ordered(JobSettings settings) {
    return offered(settings).when(Asked.dialPreview("anna"));
  }

  static String authorisation(ZoneStory story, String call) {
    return story.state().call(call).orElseThrow().getAuthorisationId();
  }

  /** It rings. */
  static ZoneStory dialled(JobSettings settings) {
    ZoneStory story = ordered(settings);
    return story.when(
        Reported.attemptStarted(story.now(), "c1", "sales", authorisation(story, "c1")));
  }

  static ZoneStory dialled() {
    return dialled(settings(PacingMode.PREVIEW));
  }

  /** A person answered; the platform has not yet joined Anna. */
  static ZoneStory answered() {
    ZoneStory story = dialled();
    return story.when(Reported.liveVoice(story.now(), "c1"));
  }

  static ZoneStory talking() {
    ZoneStory story = answered();
    return story.when(Reported.bridged(story.now(), "c1", "anna"));
  }

  static CallState shown(ZoneStory story) {
    return story.state().agent("anna").orElseThrow().getCallState();
  }

  static JobSettings with(PacingMode pacing, UnaryOperator<JobSettings.Builder> change) {
    return change.apply(JobSettings.newBuilder(settings(pacing))).build();
  }
}
