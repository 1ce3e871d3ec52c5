package org.zonekeeper.domain.follow;

import java.util.Comparator;
import java.util.Optional;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Gives ready agents without a job to running jobs: first to those below their minimum, by
 * priority; then in proportion to priority, up to each job's maximum. Takes idle agents from a job
 * that has more than its maximum. Agents who have a job keep it, also through breaks: nobody is
 * moved back and forth behind a supervisor's back. Stateless.
 */
final class AgentAllocation {
  private AgentAllocation() {}

  /** The next agent to attach or to let go, if any. */
  static Optional<Event> next(ZoneView zone) {
    if (zone.agentIndex().withoutJob().isEmpty()) {
      return released(zone);
    }
    String agentId = zone.agentIndex().withoutJob().first().id();
    return neediest(zone)
        .<Event>map(
            job -> new AgentJobStateChanged(agentId, JobState.ATTACHED, job.getJobId(), null))
        .or(() -> released(zone));
  }

  private static Optional<JobRecord> neediest(ZoneView zone) {
    return zone.jobs().stream()
        .filter(job -> job.getPhase() == JobPhase.RUNNING)
        .filter(job -> attached(job, zone) < job.getSettings().getMaxAgents())
        .max(
            Comparator.<JobRecord, Boolean>comparing(job -> belowMinimum(job, zone))
                .thenComparingDouble(job -> need(job, zone))
                .thenComparingInt(job -> job.getSettings().getPriority())
                .thenComparing(JobRecord::getJobId, Comparator.reverseOrder()));
  }

  /** Below the minimum priority alone decides; above it each agent more makes the next less due. */
  private static double need(JobRecord job, ZoneView zone) {
    int priority = job.getSettings().getPriority();
    return belowMinimum(job, zone) ? priority : (double) priority / (attached(job, zone) + 1);
  }

  private static Optional<Event> released(ZoneView zone) {
    return zone.jobs().stream()
        .filter(job -> attached(job, zone) > job.getSettings().getMaxAgents())
        .filter(job -> !zone.agentIndex().idle(job.getJobId()).isEmpty())
        .findFirst()
        .map(
            job ->
                new AgentJobStateChanged(
                    zone.agentIndex().idle(job.getJobId()).last().id(),
                    JobState.DETACHED,
                    null,
                    null));
  }

  private static boolean belowMinimum(JobRecord job, ZoneView zone) {
    return attached(job, zone) < job.getSettings().getMinAgents();
  }

  private static int attached(JobRecord job, ZoneView zone) {
    return zone.agentIndex().attached(job.getJobId()).size();
  }
}
