package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import java.util.stream.Collectors;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.PauseJob;
import org.zonekeeper.schemas.command.ResumeJob;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.command.StopJob;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEndGrounds;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Decides what supervisors ask of jobs. A paused job dials no more, but serves the calls it has.
 */
final class Jobs {
  /** Jobs that a refusal names. */
  private static final int MOST_NAMED = 10;

  private Jobs() {}

  static CommandVerdict start(StartJob c, Decision draft) {
    if (draft.zone().job(c.getJobId()).isPresent()) {
      return refused(
          RefusalReason.JOB_EXISTS,
          "zone %s has a job %s already; choose another id or change that job",
          draft.zone().zone().getZone(),
          c.getJobId());
    }
    if (c.getJobId().isBlank()) {
      return refused(RefusalReason.INVALID_PARAMETER, "a job needs an id, not blank");
    }
    Optional<String> fault =
        JobRules.fault(c.getSettings()).or(() -> Campaigns.timeZoneFault(c.getSettings(), draft));
    if (fault.isPresent()) {
      return refused(RefusalReason.INVALID_PARAMETER, fault.get());
    }
    int most = draft.capacity().jobs();
    if (draft.zone().jobs().size() >= most) {
      return refused(
          RefusalReason.ZONE_FULL,
          "zone %s has all of its %d jobs; stop one that is no longer needed, or raise"
              + " capacity.jobs",
          draft.zone().zone().getZone(),
          most);
    }
    draft.add(new JobStarted(c.getJobId(), c.getSettings()));
    return accepted();
  }

  static CommandVerdict pause(PauseJob c, Decision draft) {
    CommandVerdict verdict =
        inPhase(c.getJobId(), draft, JobPhase.RUNNING, "pause", new JobPaused(c.getJobId()));
    if (verdict instanceof CommandVerdict.Accepted) {
      Previews.jobStopsDialling(c.getJobId(), draft);
    }
    return verdict;
  }

  static CommandVerdict resume(ResumeJob c, Decision draft) {
    return inPhase(c.getJobId(), draft, JobPhase.PAUSED, "resume", new JobResumed(c.getJobId()));
  }

  static CommandVerdict stop(StopJob c, Decision draft) {
    Optional<JobRecord> job = draft.zone().job(c.getJobId());
    if (job.isEmpty()) {
      return refused(RefusalReason.UNKNOWN_JOB, unknown(c.getJobId(), draft));
    }
    if (job.get().getPhase() == JobPhase.STOPPING) {
      return stoppingAlready(c.getJobId());
    }
    draft.add(new JobStopping(c.getJobId(), JobEndGrounds.STOPPED));
    Previews.jobStopsDialling(c.getJobId(), draft);
    return accepted();
  }

  static CommandVerdict change(ChangeJob c, Decision draft) {
    Optional<JobRecord> job = draft.zone().job(c.getJobId());
    if (job.isEmpty()) {
      return refused(RefusalReason.UNKNOWN_JOB, unknown(c.getJobId(), draft));
    }
    if (job.get().getPhase() == JobPhase.STOPPING) {
      return stoppingAlready(c.getJobId());
    }
    JobSettings settings = JobRules.changed(job.get().getSettings(), c);
    if (settings.equals(job.get().getSettings())) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "nothing to change: job %s has these settings already",
          c.getJobId());
    }
    Optional<String> fault = JobRules.fault(settings);
    if (fault.isPresent()) {
      return refused(RefusalReason.INVALID_PARAMETER, fault.get());
    }
    boolean othersDial =
        Previews.agentsDial(settings) != Previews.agentsDial(job.get().getSettings());
    if (othersDial && Previews.anyUnderWay(c.getJobId(), draft)) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agents of job %s look at contacts or dial them; pause the job, and change its pacing to"
              + " %s when they have finished",
          c.getJobId(),
          settings.getPacing());
    }
    draft.add(new JobChanged(c.getJobId(), settings));
    return accepted();
  }

  /** Names some of the jobs that there are: all of them may be more than anybody reads. */
  static String unknown(String jobId, Decision draft) {
    var jobs = draft.zone().jobs();
    String named =
        jobs.stream().limit(MOST_NAMED).map(JobRecord::getJobId).collect(Collectors.joining(", "));
    int more = jobs.size() - MOST_NAMED;
    return "zone %s has no job %s; it has: %s"
        .formatted(
            draft.zone().zone().getZone(),
            jobId,
            jobs.isEmpty() ? "none" : named + (more > 0 ? " and %d more".formatted(more) : ""));
  }

  private static CommandVerdict inPhase(
      String jobId, Decision draft, JobPhase needed, String what, Event event) {
    Optional<JobRecord> job = draft.zone().job(jobId);
    if (job.isEmpty()) {
      return refused(RefusalReason.UNKNOWN_JOB, unknown(jobId, draft));
    }
    if (job.get().getPhase() != needed) {
      return refused(
          needed == JobPhase.RUNNING
              ? RefusalReason.JOB_NOT_RUNNING
              : RefusalReason.STATE_NOT_ALLOWED,
          "job %s is %s and cannot %s; allowed when %s",
          jobId,
          job.get().getPhase(),
          what,
          needed);
    }
    draft.add(event);
    return accepted();
  }

  private static CommandVerdict stoppingAlready(String jobId) {
    return refused(
        RefusalReason.JOB_NOT_RUNNING,
        "job %s is stopping already; it ends with its last call",
        jobId);
  }
}
