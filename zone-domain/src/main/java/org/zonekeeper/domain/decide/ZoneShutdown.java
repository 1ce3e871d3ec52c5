package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.time.Duration;
import java.util.Optional;
import org.zonekeeper.schemas.command.BlendAgent;
import org.zonekeeper.schemas.command.BlendToInbound;
import org.zonekeeper.schemas.command.BringZoneUp;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.DialPreview;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.MoveAgent;
import org.zonekeeper.schemas.command.Originate;
import org.zonekeeper.schemas.command.RedialContact;
import org.zonekeeper.schemas.command.ReleaseAgent;
import org.zonekeeper.schemas.command.ResumeJob;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.command.TakeZoneDown;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.journal.ZoneMove;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.Shutdown;

/**
 * F22: decides how a zone is taken down and brought up again. With a failover zone agents leave for
 * it as soon as they are free; without one they rest, and are logged off at the deadline. Whoever
 * is needed for calls under way stays for them until the deadline, and nobody leaves while somebody
 * talks. Stateless; called by the engine.
 */
public final class ZoneShutdown {
  /** Why an agent rests in a zone that goes down. */
  static final String ZONE_DOWN = "Zone_Down";

  private static final long MOST_GRACE_MILLIS = Duration.ofHours(1).toMillis();

  private ZoneShutdown() {}

  static CommandVerdict takeDown(TakeZoneDown c, Decision draft) {
    String zone = draft.zone().zone().getZone();
    if (isUnderWay(draft)) {
      return refused(
          RefusalReason.ZONE_GOING_DOWN,
          "zone %s goes down already; bring it up first to take it down in another way",
          zone);
    }
    if (zone.equals(c.getFailoverZone())) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "failoverZone is %s itself; name another zone, or none",
          zone);
    }
    if (c.getGraceMs() < 0 || c.getGraceMs() > MOST_GRACE_MILLIS) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "graceMs %d; allowed: 0 to %d",
          c.getGraceMs(),
          MOST_GRACE_MILLIS);
    }
    draft.add(
        new ZoneGoingDown(
            c.getHeader().getActor(),
            c.getFailoverZone(),
            draft.now() + c.getGraceMs(),
            c.getGrounds()));
    return accepted();
  }

  static CommandVerdict bringUp(BringZoneUp c, Decision draft) {
    if (!isUnderWay(draft)) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "zone %s is not going down",
          draft.zone().zone().getZone());
    }
    draft.add(new ZoneBroughtUp(c.getHeader().getActor(), c.getGrounds()));
    return accepted();
  }

  /** What would be new work for the zone. */
  static Optional<CommandVerdict> refusal(Command command, Decision draft) {
    if (!isUnderWay(draft)) {
      return Optional.empty();
    }
    return switch (command) {
      case LogOn c -> Optional.of(noNewWork("nobody logs on there", draft));
      case GoReady c -> Optional.of(noNewWork("nobody becomes ready there", draft));
      case StartJob c -> Optional.of(noNewWork("no job starts there", draft));
      case ResumeJob c -> Optional.of(noNewWork("no job dials there", draft));
      case MoveAgent c -> Optional.of(noNewWork("nobody changes jobs there", draft));
      case ReleaseAgent c -> Optional.of(noNewWork("nobody changes jobs there", draft));
      case DialPreview c -> Optional.of(noNewWork("nobody is dialled there", draft));
      case BlendToInbound c -> Optional.of(noNewWork("nobody goes to inbound work there", draft));
      case BlendAgent c when c.getTo() == WorkDirection.INBOUND ->
          Optional.of(noNewWork("nobody goes to inbound work there", draft));
      case Originate c -> Optional.of(noNewWork("nobody is dialled there", draft));
      case RedialContact c -> Optional.of(noNewWork("nobody is dialled there", draft));
      default -> Optional.empty();
    };
  }

  private static CommandVerdict noNewWork(String consequence, Decision draft) {
    String failover = shutdown(draft).getFailoverZone();
    return refused(
        RefusalReason.ZONE_GOING_DOWN,
        "zone %s was taken down by a supervisor, so %s%s",
        draft.zone().zone().getZone(),
        consequence,
        failover == null ? " until it is up again" : "; its agents work in zone " + failover);
  }

  /**
   * The next step of one agent out of the zone; no event: nobody can go now.
   *
   * @param pacing knows which calls under way count on a job's idle agents
   */
  public static void next(Decision draft, Pacing pacing) {
    if (!isUnderWay(draft)) {
      return;
    }
    for (AgentRecord agent : draft.zone().agents()) {
      if (PendingConsults.isChecked(agent, draft.zone())) {
        step(draft, agent, pacing);
        if (!draft.events().isEmpty()) {
          return;
        }
      }
    }
  }

  private static void step(Decision draft, AgentRecord agent, Pacing pacing) {
    if (agent.getReloginRequired()) {
      if (isOver(draft)) {
        AgentSteps.endedByForce(draft, agent, LogOffGrounds.ZONE_DOWN);
      }
    } else if (agent.getInbound() != null) {
      leavesInbound(draft, agent);
    } else if (agent.getCallId() == null) {
      if (isOver(draft) || !isNeeded(agent, draft, pacing)) {
        leaves(draft, agent, agent.getAgentState() == AgentState.READY);
      }
    } else if (agent.getCallState() == CallState.PREVIEW) {
      Previews.offered(agent, draft)
          .ifPresent(call -> Previews.takeBack(call, ContactReturnGrounds.ZONE_DOWN, draft));
    } else if (agent.getCallState() == CallState.WRAPUP && isOver(draft)) {
      draft.zone().call(agent.getCallId()).ifPresent(call -> WrapUps.limitReached(call, draft));
    }
  }

  /**
   * Leaves when the conversation there is over; nobody's line is rung for another zone before. With
   * nowhere to go the agent is logged off at the deadline, and the inbound side talks on.
   */
  private static void leavesInbound(Decision draft, AgentRecord agent) {
    if (isOver(draft) && shutdown(draft).getFailoverZone() == null) {
      AgentSteps.loggedOff(draft, agent, LogOffGrounds.ZONE_DOWN);
    } else {
      Blending.endRequested(draft, agent);
    }
  }

  /** The call in hand is done with: the agent leaves, as soon as agents leave at all. */
  static void freed(Decision draft, AgentRecord agent) {
    if (agent.getLogOffPending()) {
      AgentSteps.loggedOff(draft, agent, LogOffGrounds.REQUESTED);
      return;
    }
    boolean ready = agent.getAgentState() != AgentState.PENDING_NOT_READY;
    if (shutdown(draft).getFailoverZone() == null && !isOver(draft)) {
      AgentSteps.rests(draft, agent, ready ? ZONE_DOWN : agent.getPendingReason());
    } else {
      leaves(draft, agent, ready);
    }
  }

  /** To the failover zone; without one the agent rests until the deadline and goes then. */
  private static void leaves(Decision draft, AgentRecord agent, boolean ready) {
    String failover = shutdown(draft).getFailoverZone();
    if (failover != null) {
      PendingConsults.cancelled(draft, agent);
      draft.add(
          new AgentLoggedOff(
              agent.getAgentId(),
              agent.getSessionId(),
              LogOffGrounds.ZONE_MOVED,
              new ZoneMove(
                  failover,
                  agent.getExtension(),
                  agent.getLocale(),
                  agent.getSkills(),
                  ready,
                  agent.getNailupAsked()),
              ""));
    } else if (isOver(draft)) {
      AgentSteps.loggedOff(draft, agent, LogOffGrounds.ZONE_DOWN);
    } else if (agent.getAgentState() == AgentState.READY) {
      draft.add(new AgentStateChanged(agent.getAgentId(), AgentState.NOT_READY, ZONE_DOWN));
    }
  }

  /** Calls that were dialled before count on somebody to take them. */
  private static boolean isNeeded(AgentRecord agent, Decision draft, Pacing pacing) {
    if (agent.getAgentState() != AgentState.READY || agent.getJobId() == null) {
      return false;
    }
    Optional<JobRecord> job = draft.zone().job(agent.getJobId());
    return job.filter(one -> !pacing.canSpareOne(one, draft.zone(), draft.now())).isPresent();
  }

  static boolean isUnderWay(Decision draft) {
    return shutdown(draft) != null;
  }

  private static boolean isOver(Decision draft) {
    return draft.now() >= shutdown(draft).getDeadline();
  }

  private static Shutdown shutdown(Decision draft) {
    return draft.zone().zone().getShutdown();
  }
}
