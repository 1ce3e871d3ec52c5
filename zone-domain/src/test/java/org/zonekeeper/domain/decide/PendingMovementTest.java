package org.zonekeeper.domain.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.state.AgentRecord;

/** Where an agent is when the job of a pending movement takes nobody any more. */
class PendingMovementTest {
  private static final ZoneState ZONE_WITHOUT_THE_JOB = ZoneState.empty("north");

  @Test
  void shouldLeadBackToTheJobThatTheAgentHas() {
    AgentRecord agent = onTheWayTo("gone").setJobId("sales").build();

    assertThat(AgentSteps.moved(ZONE_WITHOUT_THE_JOB, agent))
        .isEqualTo(
            new AgentJobStateChanged(
                "anna", JobState.ATTACHED, "sales", null, JobStateGrounds.OTHER));
  }

  /** Somebody without a job who was called to a consult, and moved while it went on. */
  @Test
  void shouldLeadToNoJobWhereThereWasNone() {
    AgentRecord agent = onTheWayTo("gone").setJobId(null).build();

    assertThat(AgentSteps.moved(ZONE_WITHOUT_THE_JOB, agent))
        .isEqualTo(
            new AgentJobStateChanged("anna", JobState.DETACHED, null, null, JobStateGrounds.OTHER));
  }

  private static AgentRecord.Builder onTheWayTo(String job) {
    return AgentRecord.newBuilder()
        .setAgentId("anna")
        .setExtension("4711")
        .setSessionId("s-1")
        .setLocale("en")
        .setSkills(List.of())
        .setAgentState(AgentState.BUSY)
        .setCallState(CallState.CONSULT)
        .setJobState(JobState.PENDING_MOVEMENT)
        .setNailup(NailupState.NAILED_UP)
        .setTargetJobId(job);
  }
}
