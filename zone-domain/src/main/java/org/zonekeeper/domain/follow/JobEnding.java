package org.zonekeeper.domain.follow;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.domain.state.Leases;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CallbackReassignGrounds;
import org.zonekeeper.schemas.journal.CallbackReassigned;
import org.zonekeeper.schemas.journal.JobEndGrounds;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Ends a stopping job when its last call is completed and no attempt under an old dial
 * authorisation can be reported any more; its agents are then without a job.
 */
final class JobEnding {
  private JobEnding() {}

  static List<Event> next(ZoneView zone, long now, long leaseReportGrace) {
    for (JobRecord job : zone.jobs()) {
      if (job.getPhase() == JobPhase.STOPPING
          && zone.callIndex().total(job.getJobId()) == 0
          && Leases.of(job).allMatch(one -> one.getValidUntil() + leaseReportGrace <= now)) {
        return end(job, zone);
      }
    }
    return List.of();
  }

  private static List<Event> end(JobRecord job, ZoneView zone) {
    List<Event> events = new ArrayList<>();
    for (String agentId : zone.agentIndex().attached(job.getJobId())) {
      events.add(
          new AgentJobStateChanged(
              agentId, JobState.ENDED, job.getJobId(), null, JobStateGrounds.JOB_ENDED));
    }
    zone.callbacks().stream()
        .filter(callback -> callback.getJobId().equals(job.getJobId()))
        .filter(callback -> callback.getType() == CallbackType.CAMPAIGN)
        .map(JobEnding::withoutJob)
        .forEach(events::add);
    events.add(
        new JobEnded(
            job.getJobId(),
            job.getContactsExhausted() ? JobEndGrounds.CONTACTS_EXHAUSTED : JobEndGrounds.STOPPED));
    return events;
  }

  /** A callback of the job's agents is anybody's from now on, or nobody's. */
  private static Event withoutJob(CallbackRecord callback) {
    return callback.getRules().getOutlivesJob()
        ? new CallbackReassigned(
            callback.getCallbackId(),
            callback.getContact(),
            CallbackType.STANDARD,
            null,
            callback.getAgentId(),
            CallbackReassignGrounds.JOB_ENDED)
        : new CallbackClosed(
            callback.getCallbackId(),
            callback.getJobId(),
            callback.getCampaign(),
            callback.getContact(),
            callback.getAgentId(),
            CallbackEndGrounds.JOB_ENDED,
            callback.getCallId(),
            callback.getTries());
  }
}
