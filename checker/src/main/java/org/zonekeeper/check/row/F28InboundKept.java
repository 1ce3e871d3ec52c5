package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.InboundEndGrounds;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundStatusMissed;
import org.zonekeeper.schemas.journal.InboundStatusReceived;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F28: agents on inbound work, or on their way to it, are kept as they are: nothing of the zone's
 * reaches who is there, only the inbound side's word ends it, and after an outage that side is
 * asked about each of them; who was to go there goes, unless somebody took that back.
 */
public final class F28InboundKept extends Judge {
  private static final String AT_A_FAILURE =
      "agent on inbound work, or on the way to it, at a failure";

  /** A zone that works asks about its agents far sooner. */
  private static final long ASKED_WITHIN_MS = 30_000;

  /** What the inbound side has for its answer. */
  private static final long ANSWER_MS = 30_000;

  private static final Set<String> TAKEN_BACK_BY =
      Set.of("BlendToOutbound", "BlendAgent", "Blender");

  /**
   * An agent's stay on inbound work.
   *
   * @param askedAt when the inbound side was last asked about it; empty: never
   */
  private record Stay(String work, Optional<Long> askedAt) {}

  private final Map<String, Stay> stays = new HashMap<>();
  private final Set<String> pending = new HashSet<>();
  private final Set<String> toBeAsked = new HashSet<>();
  private boolean outage;
  private long availableAt;
  private long lastAt;

  /** Of one zone's journal. */
  public F28InboundKept() {
    super("F28", "agents on inbound work, or on their way to it, are kept as they are");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    lastAt = entry.at();
    switch (entry.event()) {
      case ZoneTakenOver e -> {
        outage = true;
        toBeAsked.clear();
        toBeAsked.addAll(stays.keySet());
        findings.exercised(stays.size() + pending.size(), AT_A_FAILURE);
      }
      case ZoneAvailable e -> {
        outage = false;
        availableAt = entry.at();
      }
      case AgentLoggedOff e -> forget(e.getAgentId());
      case AgentBlendedToInbound e -> {
        findings.count("stays on inbound work");
        decidedInTime(entry, findings);
        findings.require(
            !stays.containsKey(e.getAgentId()), entry, "%s: is there already".formatted(entry));
        stays.put(e.getAgentId(), new Stay(e.getWorkId(), Optional.empty()));
      }
      case AgentBlendedToOutbound e -> back(entry, e, findings);
      case InboundEndRequested e -> {
        decidedInTime(entry, findings);
        stay(entry, e.getAgentId(), e.getWorkId(), findings);
      }
      case InboundStatusRequested e -> {
        stay(entry, e.getAgentId(), e.getWorkId(), findings);
        stays.put(e.getAgentId(), new Stay(e.getWorkId(), Optional.of(entry.at())));
        toBeAsked.remove(e.getAgentId());
      }
      case InboundStatusReceived e -> {
        findings.count("stays confirmed by the inbound side");
        stay(entry, e.getAgentId(), e.getWorkId(), findings);
      }
      case InboundStatusMissed e ->
          findings.require(
              stay(entry, e.getAgentId(), e.getWorkId(), findings)
                  .flatMap(Stay::askedAt)
                  .filter(askedAt -> entry.at() - askedAt >= ANSWER_MS)
                  .isPresent(),
              entry,
              "%s: the inbound side had less than %d ms to answer".formatted(entry, ANSWER_MS));
      case AgentJobStateChanged e -> jobState(entry, e, findings);
      case AgentStateChanged e ->
          findings.require(
              e.getAgentState() == AgentState.NOT_READY || !stays.containsKey(e.getAgentId()),
              entry,
              "%s: the agent is on inbound work".formatted(entry));
      case AgentNailupChanged e ->
          findings.require(
              e.getNailup() == NailupState.NOT_NAILED_UP || !stays.containsKey(e.getAgentId()),
              entry,
              "%s: the agent is on inbound work".formatted(entry));
      case CallAssigned e -> givenTo(entry, e.getAgentId(), findings);
      case ContactOffered e -> givenTo(entry, e.getAgentId(), findings);
      case ContactDialled e -> givenTo(entry, e.getAgentId(), findings);
      case ConsultDialled e -> givenTo(entry, e.getSecondAgentId(), findings);
      default -> {
        // Of nobody's inbound work.
      }
    }
  }

  private void back(HashedEntry entry, AgentBlendedToOutbound e, Findings findings) {
    Optional<Stay> stay = stay(entry, e.getAgentId(), e.getWorkId(), findings);
    findings.require(
        entry.header().getCause().getKind() == CauseKind.FACT,
        entry,
        "%s: not by the inbound side's word".formatted(entry));
    findings.require(
        e.getGrounds() != InboundEndGrounds.NOT_KNOWN || stay.flatMap(Stay::askedAt).isPresent(),
        entry,
        "%s: nobody had asked".formatted(entry));
    findings.count("stays on inbound work that ended");
    forget(e.getAgentId());
  }

  /** Who is to go there is kept so, until there or back by somebody's word. */
  private void jobState(HashedEntry entry, AgentJobStateChanged e, Findings findings) {
    String agent = e.getAgentId();
    findings.require(
        !stays.containsKey(agent), entry, "%s: the agent is on inbound work".formatted(entry));
    boolean toGo =
        e.getJobState() == JobState.PENDING_INBOUND
            || e.getJobState() == JobState.PENDING_MANUAL_INBOUND;
    if (toGo) {
      pending.add(agent);
    } else if (pending.remove(agent) && e.getJobState() != JobState.INBOUND) {
      findings.require(
          TAKEN_BACK_BY.contains(entry.header().getCause().getType()),
          entry,
          "%s: the agent was to go to inbound work, and nobody took that back".formatted(entry));
    }
  }

  private void givenTo(HashedEntry entry, String agent, Findings findings) {
    findings.require(
        agent == null || !stays.containsKey(agent),
        entry,
        "%s: the agent is on inbound work".formatted(entry));
  }

  private Optional<Stay> stay(HashedEntry entry, String agent, String work, Findings findings) {
    Optional<Stay> stay =
        Optional.ofNullable(stays.get(agent)).filter(one -> one.work().equals(work));
    findings.require(
        stay.isPresent(), entry, "%s: the agent is not on that inbound work".formatted(entry));
    return stay;
  }

  /** While an owner takes over only facts are applied. */
  private void decidedInTime(HashedEntry entry, Findings findings) {
    findings.require(
        !outage || entry.header().getCause().getKind() == CauseKind.FACT,
        entry,
        "%s was decided while the zone was not available".formatted(entry));
  }

  private void forget(String agent) {
    stays.remove(agent);
    pending.remove(agent);
    toBeAsked.remove(agent);
  }

  @Override
  public void end(Findings findings) {
    findings.exercised(0, AT_A_FAILURE);
    if (outage || availableAt + ASKED_WITHIN_MS >= lastAt) {
      return;
    }
    toBeAsked.forEach(
        agent ->
            findings.fault(
                "agent %s was on inbound work at a failure, and the inbound side was never asked"
                    .formatted(agent)));
  }
}
