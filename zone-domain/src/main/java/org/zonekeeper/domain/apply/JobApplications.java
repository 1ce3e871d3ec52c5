package org.zonekeeper.domain.apply;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.domain.state.Leases;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEndGrounds;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.state.Authorisation;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/** Applications of events about jobs, and what events about calls count in their job. */
final class JobApplications {
  /** An authorisation is kept this long after it ran out, to tell who used it too often. */
  private static final long KEPT_MILLIS = Duration.ofSeconds(5).toMillis();

  /** One with attempts left is kept this long, for those that are reported late. */
  private static final long KEPT_UNUSED_MILLIS = Duration.ofMinutes(1).toMillis();

  /** Five a second for a minute are 300; with the shortest pacing the oldest go sooner. */
  private static final int MOST_LAPSED = 1_000;

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private JobApplications() {}

  static void started(ZoneState state, JobStarted e) {
    state.putJob(
        JobRecord.newBuilder()
            .setJobId(e.getJobId())
            .setPhase(JobPhase.RUNNING)
            .setSettings(e.getSettings())
            .setAuthorisations(List.of())
            .setDay(dayOf(e.getHeader().getAt()))
            .build());
    CampaignApplications.called(state, e.getSettings().getCampaign());
  }

  static void paused(ZoneState state, JobPaused e) {
    state.changeJob(e.getJobId(), job -> job.setPhase(JobPhase.PAUSED));
  }

  static void resumed(ZoneState state, JobResumed e) {
    state.changeJob(e.getJobId(), job -> job.setPhase(JobPhase.RUNNING));
  }

  static void changed(ZoneState state, JobChanged e) {
    state.changeJob(e.getJobId(), job -> job.setSettings(e.getSettings()));
  }

  static void stopping(ZoneState state, JobStopping e) {
    state.changeJob(
        e.getJobId(),
        job -> {
          job.setPhase(JobPhase.STOPPING);
          job.setContactsExhausted(e.getGrounds() == JobEndGrounds.CONTACTS_EXHAUSTED);
        });
  }

  static void ended(ZoneState state, JobEnded e) {
    state.removeJob(e.getJobId());
  }

  static void diallingAuthorised(ZoneState state, DiallingAuthorised e) {
    long at = e.getHeader().getAt();
    state.changeJob(
        e.getJobId(),
        job -> {
          job.setLapsed(lapsed(job, at));
          job.setAuthorisations(
              Stream.concat(
                      job.getAuthorisations().stream()
                          .filter(one -> at - one.getValidUntil() <= KEPT_MILLIS),
                      Stream.of(
                          new Authorisation(
                              e.getAuthorisationId(), e.getCount(), e.getValidUntil())))
                  .toList());
        });
  }

  private static List<Authorisation> lapsed(JobRecord job, long at) {
    List<Authorisation> all = Leases.of(job).filter(one -> hasLapsed(one, at)).toList();
    return all.subList(Math.max(0, all.size() - MOST_LAPSED), all.size());
  }

  private static boolean hasLapsed(Authorisation one, long at) {
    long over = at - one.getValidUntil();
    return one.getLeft() > 0 && over > KEPT_MILLIS && over <= KEPT_UNUSED_MILLIS;
  }

  static void useAuthorisation(ZoneState state, String jobId, String authorisationId) {
    state.changeJob(
        jobId,
        job -> {
          job.setAuthorisations(withOneLess(job.getAuthorisations(), authorisationId));
          job.setLapsed(withOneLess(job.getLapsed(), authorisationId));
        });
  }

  private static List<Authorisation> withOneLess(List<Authorisation> some, String id) {
    return some.stream()
        .map(one -> one.getAuthorisationId().equals(id) ? oneLess(one) : one)
        .toList();
  }

  static void countLiveAnswer(ZoneState state, String jobId, long at) {
    state.changeJob(
        jobId,
        job -> {
          turnDay(job, at);
          job.setLiveAnswered(job.getLiveAnswered() + 1);
        });
  }

  static void countNuisance(ZoneState state, String jobId, long at) {
    state.changeJob(
        jobId,
        job -> {
          turnDay(job, at);
          job.setNuisances(job.getNuisances() + 1);
        });
  }

  private static Authorisation oneLess(Authorisation one) {
    return new Authorisation(
        one.getAuthorisationId(), Math.max(0, one.getLeft() - 1), one.getValidUntil());
  }

  private static void turnDay(JobRecord job, long at) {
    long day = dayOf(at);
    if (job.getDay() != day) {
      job.setDay(day);
      job.setLiveAnswered(0L);
      job.setNuisances(0L);
    }
  }

  private static long dayOf(long at) {
    return Math.floorDiv(at, DAY_MILLIS) * DAY_MILLIS;
  }
}
