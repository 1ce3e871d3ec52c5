package org.zonekeeper.domain;

import java.util.List;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;

/** Zones with agents on inbound work, or on their way to it, for tests. */
final class BlendingStories {
  /** Anna's stay on inbound work. */
  static final String WORK = "w1";

  /** Longer than any stay has to be. */
  static final long A_WHILE = 60_000;

  private BlendingStories() {}

  /** Anna works for sales, and is idle. */
  static ZoneStory idle() {
    return ZoneStory.zone().given(Told.job("sales")).given(Told.idle("anna", "sales"));
  }

  /** Anna wraps up call c1 of sales. */
  static ZoneStory inWrapUp() {
    return ZoneStory.zone()
        .given(Told.job("sales"))
        .given(Told.wrappingUp("anna", "c1", "sales", ZoneStory.T0, ZoneStory.T0 + 3_600_000));
  }

  /** Anna of sales has been on inbound work for a while. */
  static ZoneStory onInboundWork() {
    return onInboundWork(ZoneStory.zone().given(Told.job("sales")));
  }

  static ZoneStory onInboundWork(ZoneStory story) {
    return story
        .given(Told.idle("anna", "sales"))
        .given(
            new AgentStateChanged("anna", AgentState.NOT_READY, "INBOUND"),
            new AgentJobStateChanged(
                "anna", JobState.INBOUND, "sales", null, JobStateGrounds.AGENT),
            Told.nailup("anna", NailupState.NOT_NAILED_UP),
            new AgentBlendedToInbound("anna", "ext-anna", WORK, List.of()))
        .after(A_WHILE);
  }

  static AgentJobStateChanged pending(String agent, String job) {
    return new AgentJobStateChanged(
        agent, JobState.PENDING_MANUAL_INBOUND, job, null, JobStateGrounds.AGENT);
  }
}
