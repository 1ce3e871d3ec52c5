package org.zonekeeper.domain.decide;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.domain.index.BlendIndex;
import org.zonekeeper.domain.index.QueuePosition;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.journal.BlenderMoveDecided;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.BlenderMove;
import org.zonekeeper.schemas.state.InboundSkillRecord;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * F28: sends agents to inbound work when many people wait there for a skill, and has them back when
 * few do, within bounds that keep anybody from being sent to and fro. {@code docs/blending.md} has
 * the rules. What it must remember is each agent's last moves, which are state: a new owner goes on
 * as the old one would have. Stateless; called by the engine on ticks.
 */
public final class Blender {
  /** A report that is older says nothing of now: nobody is moved on account of it. */
  static final Duration REPORT_LAPSES = Duration.ofSeconds(30);

  /** From acquiring agents for a skill to releasing some, and back: the field's figure. */
  static final Duration TURN = Duration.ofSeconds(10);

  /** On inbound work, and from one move of the blender to acquiring the agent again. */
  static final Duration LEAST_MISSION = Duration.ofSeconds(60);

  /** How often an agent is moved within an hour; acquiring leaves one of them for the way back. */
  static final int MOST_MOVES_AN_HOUR = 6;

  /** Within {@link #TURN}, of a job's agents; one at least. */
  static final int SHARE_OF_A_JOB_PERCENT = 10;

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private final Decision draft;
  private final ZoneView zone;
  private final Pacing pacing;
  private final long now;

  private Blender(Decision draft, Pacing pacing) {
    this.draft = draft;
    this.zone = draft.zone();
    this.pacing = pacing;
    this.now = draft.now();
  }

  /**
   * The next agent to be moved; no event: nobody is.
   *
   * @param pacing knows which calls under way count on a job's idle agents
   */
  public static void next(Decision draft, Pacing pacing) {
    // After an outage nobody is moved until the desktops have been asked for their states.
    if (!ZoneShutdown.isUnderWay(draft) && !draft.zone().agentIndex().hasUnasked()) {
      new Blender(draft, pacing).next();
    }
  }

  private void next() {
    for (InboundSkillRecord skill : zone.inboundSkills()) {
      Optional<Need> need = Need.of(skill, now - REPORT_LAPSES.toMillis());
      Optional<AgentRecord> agent = need.flatMap(this::agent);
      if (agent.isPresent()) {
        Blending.byBlender(agent.get(), need.get().move(agent.get()), draft);
        return;
      }
    }
  }

  private Optional<AgentRecord> agent(Need need) {
    return switch (need.to()) {
      case INBOUND -> acquired(need);
      case OUTBOUND -> released(need);
      case UNKNOWN -> Optional.empty();
    };
  }

  /** For one report never more agents than calls that wait. */
  private Optional<AgentRecord> acquired(Need need) {
    if (moves(need.reportedAt(), need.name(), WorkDirection.INBOUND) >= need.waitingCalls()
        || moves(turnBegan(), need.name(), WorkDirection.OUTBOUND) > 0) {
      return Optional.empty();
    }
    List<JobRecord> givers =
        zone.jobs().stream()
            .filter(job -> zone.staffIndex().staff(job.getJobId()) > least(job))
            .filter(job -> hasQuota(job.getJobId()))
            .sorted(
                Comparator.<JobRecord>comparingInt(job -> job.getSettings().getPriority())
                    .thenComparing(JobRecord::getJobId))
            .toList();
    return givers.stream()
        .filter(job -> pacing.canSpareOne(job, zone, now))
        .flatMap(job -> best(zone.staffIndex().idle(job.getJobId()), need.name()).stream())
        .findFirst()
        .or(
            () ->
                givers.stream()
                    .flatMap(
                        job -> best(zone.staffIndex().busy(job.getJobId()), need.name()).stream())
                    .findFirst());
  }

  /** For one report one agent: first who is not there yet, then who has been there longest. */
  private Optional<AgentRecord> released(Need need) {
    if (moves(need.reportedAt(), need.name(), WorkDirection.OUTBOUND) > 0
        || moves(turnBegan(), need.name(), WorkDirection.INBOUND) > 0) {
      return Optional.empty();
    }
    return Stream.concat(
            agents(zone.blendIndex().onTheWay(need.name())),
            agents(zone.blendIndex().working(need.name()))
                .filter(agent -> agent.getBlendedAt() <= now - LEAST_MISSION.toMillis()))
        .filter(agent -> hasQuota(agent.getJobId()))
        .findFirst();
  }

  private Optional<AgentRecord> best(
      Map<List<String>, NavigableSet<QueuePosition>> groups, String skill) {
    return groups.entrySet().stream()
        .filter(group -> level(group.getKey(), skill) > 0)
        .sorted(
            Comparator.<Map.Entry<List<String>, NavigableSet<QueuePosition>>>comparingInt(
                    group -> -level(group.getKey(), skill))
                .thenComparing(group -> group.getValue().first()))
        .flatMap(group -> agents(group.getValue()).filter(this::mayGo).limit(1))
        .findFirst();
  }

  private static int level(List<String> skills, String skill) {
    return Skills.of(skills).levels().getOrDefault(skill, 0);
  }

  private Stream<AgentRecord> agents(NavigableSet<QueuePosition> places) {
    return places.stream().flatMap(place -> zone.agent(place.id()).stream());
  }

  /** Whoever said by hand where to work is left there. */
  private boolean mayGo(AgentRecord agent) {
    List<BlenderMove> moves = agent.getBlenderMoves();
    long restedSince = now - LEAST_MISSION.toMillis();
    return agent.getJobGrounds() != JobStateGrounds.AGENT
        && PendingConsults.isChecked(agent, zone)
        && agent.getBlendedAt() <= restedSince
        && (moves.isEmpty() || moves.getLast().getAt() <= restedSince)
        && moves.stream().filter(move -> move.getAt() > now - HOUR_MILLIS).count() + 2
            <= MOST_MOVES_AN_HOUR;
  }

  private boolean hasQuota(String jobId) {
    int agents = zone.staffIndex().staff(jobId) + zone.blendIndex().away(jobId);
    long moved = lastMovesSince(turnBegan()).filter(m -> m.getJobId().equals(jobId)).count();
    return moved < Math.max(1, agents * SHARE_OF_A_JOB_PERCENT / 100);
  }

  /** A job that has no more than its minimum would only be given somebody else. */
  private static int least(JobRecord job) {
    return job.getSettings().getMinAgents();
  }

  private long moves(long since, String skill, WorkDirection to) {
    return lastMovesSince(since)
        .filter(move -> move.getSkill().equals(skill) && move.getTo() == to)
        .count();
  }

  /** Nobody is moved twice within a turn, so an agent's last move is the only one. */
  private Stream<BlenderMove> lastMovesSince(long since) {
    return zone.blendIndex().movedSince(since).stream()
        .flatMap(id -> zone.agent(id).stream())
        .map(BlendIndex::lastMove);
  }

  private long turnBegan() {
    return now - TURN.toMillis() + 1;
  }

  /** That what was reported of a skill has reached a threshold. */
  private record Need(InboundSkillRecord skill, WorkDirection to, long measured, long threshold) {

    static Optional<Need> of(InboundSkillRecord skill, long lapsed) {
      var thresholds = skill.getThresholds();
      if (thresholds == null || skill.getReportedAt() <= lapsed) {
        return Optional.empty();
      }
      long measured =
          switch (thresholds.getMeasure()) {
            case WAITING_CALLS, UNKNOWN -> skill.getWaitingCalls();
            case LONGEST_WAIT_MS -> skill.getLongestWaitMs();
          };
      if (measured >= thresholds.getAcquire()) {
        return Optional.of(
            new Need(skill, WorkDirection.INBOUND, measured, thresholds.getAcquire()));
      }
      return measured <= thresholds.getRelease()
          ? Optional.of(new Need(skill, WorkDirection.OUTBOUND, measured, thresholds.getRelease()))
          : Optional.empty();
    }

    String name() {
      return skill.getSkill();
    }

    int waitingCalls() {
      return skill.getWaitingCalls();
    }

    long reportedAt() {
      return skill.getReportedAt();
    }

    BlenderMoveDecided move(AgentRecord agent) {
      return new BlenderMoveDecided(
          agent.getAgentId(),
          name(),
          agent.getJobId(),
          to,
          skill.getThresholds().getMeasure(),
          measured,
          threshold);
    }
  }
}
