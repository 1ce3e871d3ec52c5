package org.zonekeeper.domain.follow;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.zonekeeper.domain.decide.AgentSteps;
import org.zonekeeper.domain.decide.Pacing;
import org.zonekeeper.domain.index.QueuePosition;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.domain.index.StaffIndex;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;

/**
 * The function that says who works for which job, one step at a time: of the same zone and time it
 * always makes the same step. Agents without a job come to one at once; agents with a job are moved
 * on ticks, within bounds that keep them from being sent to and fro. {@code docs/allocation.md} has
 * the rules. A step costs a look at each job and at each group of agents of equal skills, however
 * many agents there are. Immutable.
 */
public final class AgentAllocation {
  private final Pacing pacing;
  private final long jobDwell;
  private final long longBreak;

  /**
   * @param pacing knows which calls under way count on a job's idle agents
   */
  public AgentAllocation(DomainSettings settings, Pacing pacing) {
    this.pacing = pacing;
    this.jobDwell = settings.jobDwell().toMillis();
    this.longBreak = settings.longBreak().toMillis();
  }

  /** The next agent without a job to get one, or to let go of a job that has too many; if any. */
  Optional<AgentJobStateChanged> attach(ZoneView zone) {
    var free = zone.staffIndex().free();
    Stream<Staffing> claimants = free.isEmpty() ? Stream.of() : Staffing.claimants(zone);
    return claimants
        .flatMap(
            job ->
                bestOf(free, job).stream()
                    .map(agentId -> attached(agentId, job, job.claimGrounds())))
        .findFirst()
        .or(() -> aboveMaximum(zone));
  }

  /** The next agent with a job to go to another one, or on a break for too long; if any. */
  public Optional<AgentJobStateChanged> move(ZoneView zone, long now) {
    return afterLongBreak(zone.staffIndex(), now)
        .or(() -> departure(zone, now))
        .or(() -> reassignment(zone, now));
  }

  private Optional<AgentJobStateChanged> afterLongBreak(StaffIndex staff, long now) {
    return staff.onBreak().stream()
        .limit(1)
        .filter(longest -> longest.since() + longBreak <= now)
        .map(longest -> detached(longest.id(), JobStateGrounds.LONG_BREAK))
        .findFirst();
  }

  /** A pending movement whose agent the calls under way need no longer. */
  private Optional<AgentJobStateChanged> departure(ZoneView zone, long now) {
    StaffIndex staff = zone.staffIndex();
    Stream<QueuePosition> spared =
        zone.jobs().stream()
            .filter(job -> !staff.leaving(job.getJobId()).isEmpty())
            .filter(job -> pacing.canSpareOne(job, zone, now))
            .map(job -> staff.leaving(job.getJobId()).first());
    return Stream.concat(staff.departing().stream().limit(1), spared)
        .findFirst()
        .flatMap(place -> zone.agent(place.id()))
        .map(agent -> AgentSteps.moved(zone, agent));
  }

  private Optional<AgentJobStateChanged> reassignment(ZoneView zone, long now) {
    List<Staffing> givers = Staffing.givers(zone);
    for (Staffing claimant : Staffing.claimants(zone).toList()) {
      List<Staffing> willing = givers.stream().filter(g -> g.mayGiveTo(claimant)).toList();
      Optional<AgentJobStateChanged> move =
          willing.stream()
              .flatMap(giver -> idleOf(giver, claimant, zone, now).stream())
              .findFirst()
              .or(() -> busyOf(willing, claimant, zone.staffIndex(), now));
      if (move.isPresent()) {
        return move;
      }
    }
    return Optional.empty();
  }

  /** Someone idle goes at once, or stays for the calls under way and goes after them. */
  private Optional<AgentJobStateChanged> idleOf(
      Staffing giver, Staffing claimant, ZoneView zone, long now) {
    boolean spared = pacing.canSpareOne(giver.job(), zone, now);
    if (giver.stopping()) {
      StaffIndex staff = zone.staffIndex();
      return spared
          ? leastOf(staff.idle(giver.id()), giver, claimant, now)
              .or(() -> leastOf(staff.held(giver.id()), giver, claimant, now))
              .map(agentId -> attached(agentId, claimant, JobStateGrounds.JOB_STOPPING))
          : Optional.empty();
    }
    return leastOf(zone.staffIndex().idle(giver.id()), giver, claimant, now - jobDwell)
        .map(
            agentId ->
                spared
                    ? attached(agentId, claimant, claimant.claimGrounds())
                    : pending(agentId, giver, claimant));
  }

  /** Only a minimum is worth a promise: a share can wait until somebody is idle. */
  private Optional<AgentJobStateChanged> busyOf(
      List<Staffing> givers, Staffing claimant, StaffIndex staff, long now) {
    return claimant.belowMinimum()
        ? givers.stream()
            .filter(giver -> !giver.stopping())
            .flatMap(
                giver ->
                    leastOf(staff.busy(giver.id()), giver, claimant, now - jobDwell)
                        .map(agentId -> pending(agentId, giver, claimant))
                        .stream())
            .findFirst()
        : Optional.empty();
  }

  private static Optional<AgentJobStateChanged> aboveMaximum(ZoneView zone) {
    StaffIndex staff = zone.staffIndex();
    return Staffing.all(zone)
        .filter(Staffing::aboveMaximum)
        .flatMap(
            job ->
                lastOf(staff.idle(job.id()), job)
                    .or(() -> lastOf(staff.held(job.id()), job))
                    .stream())
        .findFirst()
        .map(agentId -> detached(agentId, JobStateGrounds.ABOVE_MAXIMUM));
  }

  /** The most proficient; among equals who has least other use, then who is ready for longest. */
  private static Optional<String> bestOf(
      Map<List<String>, NavigableSet<QueuePosition>> agents, Staffing claimant) {
    return suitable(agents, claimant, place -> true)
        .min(
            Comparator.<Candidate>comparingInt(one -> -one.level(claimant))
                .thenComparingInt(one -> one.skills().levels().size())
                .thenComparing(Candidate::longest))
        .map(one -> one.longest().id());
  }

  /** The least proficient where they are; among equals the best for where they go. */
  private static Optional<String> leastOf(
      Map<List<String>, NavigableSet<QueuePosition>> agents,
      Staffing giver,
      Staffing claimant,
      long thereBy) {
    return suitable(agents, claimant, place -> place.since() <= thereBy)
        .min(
            Comparator.<Candidate>comparingInt(one -> one.level(giver))
                .thenComparingInt(one -> -one.level(claimant))
                .thenComparing(Candidate::longest))
        .map(one -> one.longest().id());
  }

  /** The least proficient; among equals the last to come. */
  private static Optional<String> lastOf(
      Map<List<String>, NavigableSet<QueuePosition>> agents, Staffing job) {
    return agents.entrySet().stream()
        .map(group -> new Candidate(Skills.of(group.getKey()), group.getValue().last()))
        .min(
            Comparator.<Candidate>comparingInt(one -> one.level(job))
                .thenComparing(Candidate::longest, Comparator.reverseOrder()))
        .map(one -> one.longest().id());
  }

  private static Stream<Candidate> suitable(
      Map<List<String>, NavigableSet<QueuePosition>> agents,
      Staffing claimant,
      Predicate<QueuePosition> longEnough) {
    return agents.entrySet().stream()
        .filter(group -> longEnough.test(group.getValue().first()))
        .map(group -> new Candidate(Skills.of(group.getKey()), group.getValue().first()))
        .filter(one -> claimant.match(one.skills()).isPresent());
  }

  private static AgentJobStateChanged attached(
      String agentId, Staffing job, JobStateGrounds grounds) {
    return new AgentJobStateChanged(agentId, JobState.ATTACHED, job.id(), null, grounds);
  }

  private static AgentJobStateChanged pending(String agentId, Staffing from, Staffing to) {
    return new AgentJobStateChanged(
        agentId, JobState.PENDING_MOVEMENT, from.id(), to.id(), to.claimGrounds());
  }

  private static AgentJobStateChanged detached(String agentId, JobStateGrounds grounds) {
    return new AgentJobStateChanged(agentId, JobState.DETACHED, null, null, grounds);
  }

  /** The one of a group of agents of equal skills whose turn it is. */
  private record Candidate(Skills skills, QueuePosition longest) {

    /** For whom the job has as it is, who may lack what it requires. */
    int level(Staffing job) {
      OptionalInt level = job.match(skills);
      return level.orElse(0);
    }
  }
}
