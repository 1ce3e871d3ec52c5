package org.zonekeeper.domain.index;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.state.AgentRecord;

/**
 * Who is where for the allocation of agents to jobs: how many each job has, and who could work for
 * which, in groups of equal skills, so that nobody has to be searched for among all agents. Each
 * entry is a pure function of one agent's record. Confined to the zone's thread.
 */
public final class StaffIndex {
  private static final String NO_JOB = "";

  private final Map<String, Integer> staff = new HashMap<>();
  private final Benches free = new Benches();
  private final Benches idle = new Benches();
  private final Benches held = new Benches();
  private final Benches busy = new Benches();
  private final Map<String, NavigableSet<QueuePosition>> leaving = new HashMap<>();
  private final NavigableSet<QueuePosition> departing = new TreeSet<>();
  private final NavigableSet<QueuePosition> onBreak = new TreeSet<>();

  public void add(AgentRecord agent) {
    if (!AgentIndex.belongsToJob(agent)) {
      if (AgentIndex.ready(agent)) {
        free.add(NO_JOB, agent.getSkills(), AgentIndex.readyPlace(agent));
      }
      return;
    }
    staff.merge(staffed(agent), 1, Integer::sum);
    if (restsOnBreak(agent)) {
      onBreak.add(breakPlace(agent));
    }
    if (AgentIndex.nailedUpAndReady(agent)) {
      if (agent.getJobState() == JobState.ATTACHED) {
        bench(agent).add(agent.getJobId(), agent.getSkills(), jobPlace(agent));
      } else {
        leaving.computeIfAbsent(agent.getJobId(), job -> new TreeSet<>()).add(jobPlace(agent));
      }
    } else if (agent.getJobState() == JobState.PENDING_MOVEMENT && agent.getCallId() == null) {
      departing.add(jobPlace(agent));
    } else if (comesFree(agent)) {
      busy.add(agent.getJobId(), agent.getSkills(), jobPlace(agent));
    }
  }

  /** Takes the agent out; its record must still be as it was when it was added. */
  public void remove(AgentRecord agent) {
    if (!AgentIndex.belongsToJob(agent)) {
      free.remove(NO_JOB, agent.getSkills(), AgentIndex.readyPlace(agent));
      return;
    }
    staff.computeIfPresent(staffed(agent), (job, count) -> count == 1 ? null : count - 1);
    onBreak.remove(breakPlace(agent));
    departing.remove(jobPlace(agent));
    leaving.computeIfPresent(
        agent.getJobId(),
        (job, places) -> places.remove(jobPlace(agent)) && places.isEmpty() ? null : places);
    bench(agent).remove(agent.getJobId(), agent.getSkills(), jobPlace(agent));
    busy.remove(agent.getJobId(), agent.getSkills(), jobPlace(agent));
  }

  /** How many agents the job has; whoever is on the way to another job counts there. */
  public int staff(String jobId) {
    return staff.getOrDefault(jobId, 0);
  }

  /** Ready agents who belong to no job, by their skills, longest ready first. */
  public Map<List<String>, NavigableSet<QueuePosition>> free() {
    return free.of(NO_JOB);
  }

  /** Idle agents of the job whom allocation may move, by their skills, longest there first. */
  public Map<List<String>, NavigableSet<QueuePosition>> idle(String jobId) {
    return idle.of(jobId);
  }

  /** Idle agents of the job whom a supervisor put there; as {@link #idle}. */
  public Map<List<String>, NavigableSet<QueuePosition>> held(String jobId) {
    return held.of(jobId);
  }

  /** Agents of the job on a call or its wrap-up who could move after it; as {@link #idle}. */
  public Map<List<String>, NavigableSet<QueuePosition>> busy(String jobId) {
    return busy.of(jobId);
  }

  /** Idle agents of the job who will go to another one, longest there first. */
  public NavigableSet<QueuePosition> leaving(String jobId) {
    return Collections.unmodifiableNavigableSet(
        leaving.getOrDefault(jobId, Collections.emptyNavigableSet()));
  }

  /** Agents of any job who are to go to another one and can take no call meanwhile. */
  public NavigableSet<QueuePosition> departing() {
    return Collections.unmodifiableNavigableSet(departing);
  }

  /** Agents who belong to a job and are not ready, longest on their break first. */
  public NavigableSet<QueuePosition> onBreak() {
    return Collections.unmodifiableNavigableSet(onBreak);
  }

  private Benches bench(AgentRecord agent) {
    return agent.getJobGrounds() == JobStateGrounds.SUPERVISOR ? held : idle;
  }

  private static String staffed(AgentRecord agent) {
    return agent.getJobState() == JobState.PENDING_MOVEMENT && agent.getTargetJobId() != null
        ? agent.getTargetJobId()
        : agent.getJobId();
  }

  private static boolean restsOnBreak(AgentRecord agent) {
    return agent.getAgentState() == AgentState.NOT_READY && agent.getCallId() == null;
  }

  private static boolean comesFree(AgentRecord agent) {
    return agent.getJobState() == JobState.ATTACHED
        && agent.getJobGrounds() != JobStateGrounds.SUPERVISOR
        && (agent.getAgentState() == AgentState.BUSY
            || agent.getAgentState() == AgentState.WORK_NOT_READY)
        && agent.getCallId() != null
        && !agent.getReloginRequired()
        && !agent.getLogOffPending();
  }

  /** Somebody who is moved while on a break is at the new job only since then. */
  private static QueuePosition breakPlace(AgentRecord agent) {
    return new QueuePosition(
        Math.max(agent.getNotReadySince(), agent.getJobSince()), agent.getAgentId());
  }

  private static QueuePosition jobPlace(AgentRecord agent) {
    return new QueuePosition(agent.getJobSince(), agent.getAgentId());
  }

  /** Agents by job and equal skills. */
  private static final class Benches {
    private final Map<String, Map<List<String>, NavigableSet<QueuePosition>>> byJob =
        new HashMap<>();

    void add(String jobId, List<String> skills, QueuePosition place) {
      byJob
          .computeIfAbsent(jobId, job -> new HashMap<>())
          .computeIfAbsent(List.copyOf(skills), equals -> new TreeSet<>())
          .add(place);
    }

    void remove(String jobId, List<String> skills, QueuePosition place) {
      byJob.computeIfPresent(
          jobId,
          (job, bySkills) -> {
            bySkills.computeIfPresent(
                skills,
                (equals, places) -> places.remove(place) && places.isEmpty() ? null : places);
            return bySkills.isEmpty() ? null : bySkills;
          });
    }

    Map<List<String>, NavigableSet<QueuePosition>> of(String jobId) {
      return Collections.unmodifiableMap(byJob.getOrDefault(jobId, Map.of()));
    }
  }
}
