package org.zonekeeper.check.invariant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.BlendMeasure;
import org.zonekeeper.schemas.common.BlendThresholds;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.BlendThresholdsChanged;
import org.zonekeeper.schemas.journal.BlenderMoveDecided;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.InboundLoadReceived;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * The blender moves agents only for a reason and within bounds, whichever owner decides: a
 * threshold that a report of the last half minute has reached, nobody who is on a break or was put
 * elsewhere by hand, nobody too soon or too often, and few of a job at a time. All of it counted
 * again from the journal, apart from the domain.
 */
public final class BlendingBounded extends Judge {
  private static final long REPORT_LAPSES_MS = 30_000;
  private static final long TURN_MS = 10_000;
  private static final long MISSION_MS = 60_000;
  private static final long HOUR_MS = 3_600_000;
  private static final int MOST_AN_HOUR = 6;

  /** What the inbound side said last of a skill, by which event of the journal. */
  private record Load(int waiting, long longestWait, long at, long sequence) {

    static Load of(HashedEntry entry, InboundLoadReceived e) {
      return new Load(
          e.getWaitingCalls(), e.getLongestWaitMs(), entry.at(), entry.header().getSequence());
    }

    long measured(BlendMeasure measure) {
      return measure == BlendMeasure.LONGEST_WAIT_MS ? longestWait : waiting;
    }
  }

  /** An agent who is logged on. */
  private static final class Standing {
    private final List<String> skills;
    private final List<Move> moves = new ArrayList<>();
    private AgentState agentState = AgentState.NOT_READY;
    private JobState jobState = JobState.DETACHED;
    private JobStateGrounds grounds = JobStateGrounds.OTHER;
    private Optional<String> job = Optional.empty();
    private Optional<Long> workChangedAt = Optional.empty();
    private boolean onWork;

    Standing(AgentLoggedOn e) {
      skills = e.getSkills().stream().map(skill -> skill.replaceFirst(":[0-9]+$", "")).toList();
    }

    void jobState(AgentJobStateChanged e) {
      jobState = e.getJobState();
      grounds = e.getGrounds();
      job =
          switch (e.getJobState()) {
            case ATTACHED, INBOUND, PENDING_INBOUND, PENDING_MANUAL_INBOUND ->
                Optional.ofNullable(e.getJobId());
            case PENDING_MOVEMENT ->
                Optional.ofNullable(e.getTargetJobId() == null ? e.getJobId() : e.getTargetJobId());
            case DETACHED, ENDED, PENDING_ATTACH, UNKNOWN -> Optional.empty();
          };
    }
  }

  private record Move(String skill, String job, WorkDirection to, long at, long sequence) {

    boolean isOf(String name, WorkDirection direction) {
      return skill.equals(name) && to == direction;
    }
  }

  private final Map<String, BlendThresholds> thresholds = new HashMap<>();
  private final Map<String, Load> loads = new HashMap<>();
  private final Map<String, Standing> agents = new HashMap<>();
  private boolean available;
  private boolean goingDown;

  /** Of one zone's journal. */
  public BlendingBounded() {
    super("blending", "the blender moves agents for a reason and within bounds");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneTakenOver e -> available = false;
      case ZoneAvailable e -> available = true;
      case ZoneGoingDown e -> goingDown = true;
      case ZoneBroughtUp e -> goingDown = false;
      case BlendThresholdsChanged e -> thresholds(entry, e, findings);
      case InboundLoadReceived e -> loads.put(e.getSkill(), Load.of(entry, e));
      case AgentLoggedOn e -> agents.put(e.getAgentId(), new Standing(e));
      case AgentLoggedOff e -> agents.remove(e.getAgentId());
      case AgentStateChanged e ->
          agent(e.getAgentId()).ifPresent(agent -> agent.agentState = e.getAgentState());
      case AgentJobStateChanged e ->
          agent(e.getAgentId()).ifPresent(agent -> jobState(entry, e, agent, findings));
      case AgentBlendedToInbound e ->
          agent(e.getAgentId()).ifPresent(agent -> workChanged(agent, true, entry.at()));
      case AgentBlendedToOutbound e ->
          agent(e.getAgentId()).ifPresent(agent -> workChanged(agent, false, entry.at()));
      case BlenderMoveDecided e ->
          agent(e.getAgentId()).ifPresent(agent -> moved(entry, e, agent, findings));
      default -> {
        // Nothing of what the blender goes by.
      }
    }
  }

  private Optional<Standing> agent(String id) {
    return Optional.ofNullable(agents.get(id));
  }

  private static void workChanged(Standing agent, boolean onWork, long at) {
    agent.onWork = onWork;
    agent.workChangedAt = Optional.of(at);
  }

  private void thresholds(HashedEntry entry, BlendThresholdsChanged e, Findings findings) {
    findings.count("changes of the blender's thresholds");
    BlendThresholds now = e.getThresholds();
    if (now == null) {
      thresholds.remove(e.getSkill());
      loads.remove(e.getSkill());
      return;
    }
    findings.require(
        now.getRelease() >= 0 && now.getRelease() < now.getAcquire(),
        entry,
        "%s: agents would be sent to and fro".formatted(entry));
    thresholds.put(e.getSkill(), now);
  }

  private static void jobState(
      HashedEntry entry, AgentJobStateChanged e, Standing agent, Findings findings) {
    if (e.getGrounds() == JobStateGrounds.BLENDER) {
      WorkDirection to =
          e.getJobState() == JobState.INBOUND || e.getJobState() == JobState.PENDING_INBOUND
              ? WorkDirection.INBOUND
              : WorkDirection.OUTBOUND;
      findings.require(
          !agent.moves.isEmpty() && agent.moves.getLast().to() == to,
          entry,
          "%s: the blender did not decide on that".formatted(entry));
    }
    agent.jobState(e);
  }

  private void moved(HashedEntry entry, BlenderMoveDecided e, Standing agent, Findings findings) {
    findings.count("agents moved by the blender");
    findings.require(
        available && !goingDown && entry.header().getCause().getKind() == CauseKind.TIMER,
        entry,
        "%s: not while the zone works, or not by itself".formatted(entry));
    Load load = loads.get(e.getSkill());
    BlendThresholds bounds = thresholds.get(e.getSkill());
    if (load == null || bounds == null) {
      findings.fault(entry, "%s: without thresholds or without a report".formatted(entry));
      return;
    }
    long measured = load.measured(bounds.getMeasure());
    long age = entry.at() - load.at();
    findings.require(
        age < REPORT_LAPSES_MS && e.getMeasured() == measured,
        entry,
        "%s: the report says %d and is %d ms old".formatted(entry, measured, age));
    boolean acquires = e.getTo() == WorkDirection.INBOUND;
    findings.require(
        acquires ? measured >= bounds.getAcquire() : measured <= bounds.getRelease(),
        entry,
        "%s: measured %d, acquire %d, release %d"
            .formatted(entry, measured, bounds.getAcquire(), bounds.getRelease()));
    long forThisReport =
        count(m -> m.isOf(e.getSkill(), e.getTo()) && m.sequence() > load.sequence());
    findings.require(
        forThisReport < (acquires ? load.waiting() : 1),
        entry,
        "%s: more agents than one report is a reason for".formatted(entry));
    if (acquires) {
      acquired(entry, e, agent, findings);
    } else {
      released(entry, e, agent, findings);
    }
    few(entry, e, agent, findings);
    agent.moves.add(
        new Move(e.getSkill(), e.getJobId(), e.getTo(), entry.at(), entry.header().getSequence()));
  }

  private static void acquired(
      HashedEntry entry, BlenderMoveDecided e, Standing agent, Findings findings) {
    boolean works =
        switch (agent.agentState) {
          case READY, BUSY, WORK_NOT_READY -> true;
          case NOT_READY, PENDING_NOT_READY, LOGOUT, UNKNOWN -> false;
        };
    findings.require(
        works && agent.jobState == JobState.ATTACHED && agent.skills.contains(e.getSkill()),
        entry,
        "%s: the agent is %s and %s, with skills %s"
            .formatted(entry, agent.agentState, agent.jobState, agent.skills));
    findings.require(
        agent.grounds != JobStateGrounds.SUPERVISOR && agent.grounds != JobStateGrounds.AGENT,
        entry,
        "%s: it was said by hand where the agent works".formatted(entry));
    findings.require(
        agent.workChangedAt.filter(at -> entry.at() - at < MISSION_MS).isEmpty()
            && agent.moves.stream().allMatch(move -> entry.at() - move.at() >= MISSION_MS),
        entry,
        "%s: the agent changed work less than %d ms ago".formatted(entry, MISSION_MS));
  }

  private static void released(
      HashedEntry entry, BlenderMoveDecided e, Standing agent, Findings findings) {
    findings.require(
        agent.grounds == JobStateGrounds.BLENDER
            && (agent.onWork || agent.jobState == JobState.PENDING_INBOUND)
            && !agent.moves.isEmpty()
            && agent.moves.getLast().to() == WorkDirection.INBOUND
            && agent.moves.getLast().skill().equals(e.getSkill()),
        entry,
        "%s: the blender had not sent the agent there".formatted(entry));
    findings.require(
        !agent.onWork || agent.workChangedAt.filter(at -> entry.at() - at < MISSION_MS).isEmpty(),
        entry,
        "%s: the agent has been there for less than %d ms".formatted(entry, MISSION_MS));
  }

  private void few(HashedEntry entry, BlenderMoveDecided e, Standing agent, Findings findings) {
    Predicate<Move> recent = move -> entry.at() - move.at() < TURN_MS;
    long turns = count(recent.and(m -> m.skill().equals(e.getSkill()) && m.to() != e.getTo()));
    findings.require(
        turns == 0, entry, "%s: the other way round less than %d ms ago".formatted(entry, TURN_MS));
    long ofJob = 1 + count(recent.and(m -> m.job().equals(e.getJobId())));
    long staff =
        agents.values().stream().filter(one -> one.job.equals(Optional.of(e.getJobId()))).count();
    findings.require(
        ofJob == 1 || ofJob * 10 <= staff,
        entry,
        "%s: %d of the job's %d agents within %d ms".formatted(entry, ofJob, staff, TURN_MS));
    agent.moves.removeIf(move -> move.at() <= entry.at() - HOUR_MS);
    findings.require(
        agent.moves.size() < MOST_AN_HOUR,
        entry,
        "%s: the agent was moved %d times within an hour".formatted(entry, agent.moves.size() + 1));
  }

  /** Of agents who are logged on: who is not takes the moves along. */
  private long count(Predicate<Move> which) {
    return agents.values().stream().flatMap(one -> one.moves.stream()).filter(which).count();
  }
}
