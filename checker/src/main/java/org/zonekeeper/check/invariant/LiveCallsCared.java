package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.CallStory;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobStarted;

/**
 * Every live-answered call that ended had an agent, or a nuisance mark, or a customer who hung up
 * before the live-voice budget had run out or from the queue. A mark shows in the call's end.
 */
public final class LiveCallsCared implements Judge {
  /** The platform's clock rounds and the mark is made on the next tick. */
  private static final long SLACK_MS = 500;

  @Override
  public String id() {
    return "agent-or-mark";
  }

  @Override
  public String title() {
    return "a live-answered call has an agent, a nuisance mark or hung up";
  }

  @Override
  public void judge(Story story, Findings findings) {
    Map<String, JobSettings> jobs = jobs(story);
    int live = 0;
    int agents = 0;
    int nuisances = 0;
    for (CallStory call : story.journal().calls()) {
      if (call.completed().isEmpty() || call.completed().get().getAnsweredAt() == null) {
        continue;
      }
      CallCompleted end = call.completed().get();
      live++;
      agents += end.getConnectedAt() != null ? 1 : 0;
      nuisances += end.getNuisance() != null ? 1 : 0;
      boolean marked = !call.every(CallMarkedNuisance.class).isEmpty();
      findings.require(
          marked == (end.getNuisance() != null),
          "call %s: marked %s, but its end says nuisance %s"
              .formatted(call.id(), marked, end.getNuisance()));
      findings.require(
          marked || end.getConnectedAt() != null || hungUp(call, end, jobs.get(key(call, end))),
          "live-answered call %s ended with %s, without agent or mark"
              .formatted(call.id(), end.getCompletionCode()));
    }
    findings.proof(
        "%d live-answered calls ended: %d had an agent, %d a mark"
            .formatted(live, agents, nuisances));
  }

  private static boolean hungUp(CallStory call, CallCompleted end, JobSettings job) {
    if (end.getDisconnectedAt() == null) {
      return false;
    }
    long budget = job == null ? 0 : job.getLiveVoiceBudgetMs();
    return !call.every(CallQueued.class).isEmpty()
        || end.getDisconnectedAt() <= end.getGreetingEndedAt() + budget + SLACK_MS;
  }

  private static String key(CallStory call, CallCompleted end) {
    return call.zone() + "/" + end.getJobId();
  }

  /** A job's budget cannot be changed while it runs, so its latest settings will do. */
  private static Map<String, JobSettings> jobs(Story story) {
    Map<String, JobSettings> jobs = new HashMap<>();
    for (JournalEntry entry : story.journal().all().toList()) {
      if (entry.event() instanceof JobStarted started) {
        jobs.put(entry.zone() + "/" + started.getJobId(), started.getSettings());
      } else if (entry.event() instanceof JobChanged changed) {
        jobs.put(entry.zone() + "/" + changed.getJobId(), changed.getSettings());
      }
    }
    return jobs;
  }
}
