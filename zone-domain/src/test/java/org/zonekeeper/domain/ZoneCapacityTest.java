package org.zonekeeper.domain;

import static org.zonekeeper.domain.ZoneStory.T0;
import static org.zonekeeper.domain.ZoneStory.zoneOf;

import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.settings.ZoneCapacity;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.JobStarted;

/** A zone that is full refuses one more of what it has enough of, and nothing else. */
class ZoneCapacityTest {
  private static final String SIX = "2023-11-14T18:00";

  @Test
  void shouldRefuseOneAgentTooManyAndLetTheOthersComeBack() {
    ZoneStory story =
        zoneOf(new ZoneCapacity(1, 1, 1))
            .when(Asked.logOn("anna"))
            .when(Asked.logOn("ben"))
            .thenRefused(RefusalReason.ZONE_FULL, "all of its 1 agents", "capacity.agents")
            .when(Asked.logOnByForce("anna"));
    story.only(AgentLoggedOn.class);
  }

  @Test
  void shouldRefuseOneJobTooManyUntilOneHasEnded() {
    ZoneStory story =
        zoneOf(new ZoneCapacity(1, 1, 1))
            .when(Asked.startJob("sales", Told.settings()))
            .when(Asked.startJob("loans", Told.settings()))
            .thenRefused(RefusalReason.ZONE_FULL, "all of its 1 jobs", "capacity.jobs")
            .when(Asked.stopJob("sales"))
            .when(Asked.startJob("loans", Told.settings()));
    story.only(JobStarted.class);
  }

  @Test
  void shouldRefuseOneCallbackTooMany() {
    ZoneStory story =
        zoneOf(new ZoneCapacity(2, 1, 1))
            .given(Told.job("sales", CallbackStories.settings(job -> job)))
            .given(Told.wrappingUp("anna", "c1", "sales", T0, T0 + 30_000))
            .given(Told.wrappingUp("ben", "c2", "sales", T0, T0 + 30_000))
            .when(Asked.callback("anna", CallbackType.STANDARD, SIX));
    story.only(CallbackScheduled.class);
    story
        .when(Asked.callback("ben", CallbackType.STANDARD, SIX))
        .thenRefused(RefusalReason.ZONE_FULL, "all of its 1 callbacks", "capacity.callbacks");
  }
}
