package org.zonekeeper.domain;

import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zone;

import java.util.function.UnaryOperator;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.state.CallbackRecord;

/** Zones in which an agent has arranged a callback, for tests. */
final class CallbackStories {
  private static final String SIX = "2023-11-14T18:00";

  private CallbackStories() {}

  static JobSettings settings(UnaryOperator<JobSettings.Builder> change) {
    return change.apply(JobSettings.newBuilder(Told.settings()).setPreviewLimitMs(20_000)).build();
  }

  /** Anna wraps up call c1. */
  static ZoneStory inWrapUp(JobSettings settings) {
    return zone()
        .given(Told.job("sales", settings))
        .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000));
  }

  static ZoneStory inWrapUp() {
    return inWrapUp(settings(job -> job));
  }

  /** Anna has arranged it and is ready again. */
  static ZoneStory arranged(CallbackType type, JobSettings settings, String localTime) {
    return inWrapUp(settings)
        .when(Asked.callback("anna", type, localTime))
        .when(Asked.wrapUp("anna", "Sold"));
  }

  static ZoneStory arranged(CallbackType type, JobSettings settings) {
    return arranged(type, settings, SIX);
  }

  static ZoneStory arranged(CallbackType type) {
    return arranged(type, settings(job -> job));
  }

  /** It is due, and Anna looks at it. */
  static ZoneStory offered(CallbackType type, String localTime) {
    ZoneStory story = arranged(type, settings(job -> job), localTime);
    return story.whenTimePasses(dueNow(story));
  }

  static ZoneStory offered(CallbackType type) {
    return offered(type, SIX);
  }

  /** Anna and Ben have each arranged one for the same time. */
  static ZoneStory severalDue() {
    return inWrapUp()
        .given(Told.wrappingUp("ben", "c2", "sales", T0, T0 + 30_000))
        .when(Asked.callback("anna", CallbackType.STRICT_AGENT, SIX))
        .when(Asked.wrapUp("anna", "Sold"))
        .when(Asked.callback("ben", CallbackType.STRICT_AGENT, SIX))
        .when(Asked.wrapUp("ben", "Sold"));
  }

  /** How long it is until the first one is due, milliseconds. */
  static long dueNow(ZoneStory story) {
    return callbackOf(story).getDueAt() - story.now();
  }

  static CallbackRecord callbackOf(ZoneStory story) {
    return story.state().callbacks().iterator().next();
  }
}
