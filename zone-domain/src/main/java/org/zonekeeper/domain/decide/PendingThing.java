package org.zonekeeper.domain.decide;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.state.AgentRecord;

/**
 * What can wait for an agent to be freed. The order of the constants is the order in which it
 * happens, whatever the order in which it was asked for; what does not happen goes on waiting.
 */
public enum PendingThing {
  /** F19: the agent can do nothing but log on again by force. */
  RELOGIN_REQUIRED(Then.RESTS) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return agent.getReloginRequired();
    }
  },
  /** F22: the agent leaves a zone that goes down; whoever asked to log off is not moved. */
  ZONE_DOWN(Then.ENDS) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return zone.zone().getShutdown() != null;
    }
  },
  LOG_OFF(Then.ENDS) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return agent.getLogOffPending();
    }
  },
  /** A break that was asked for, or that the agent's lost voice leg makes. */
  NOT_READY(Then.RESTS) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return agent.getAgentState() == AgentState.PENDING_NOT_READY
          || agent.getNailup() == NailupState.NOT_NAILED_UP;
    }
  },
  /** Another agent wants to consult this one; the oldest request goes first. */
  CONSULT(Then.ENDS) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return PendingConsults.wait(agent, zone);
    }
  },
  /** To another job. Happens on a break, too. */
  MOVEMENT(Then.GOES_ON) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return agent.getJobState() == JobState.PENDING_MOVEMENT;
    }
  },
  /** F28: to inbound work. */
  INBOUND(Then.ENDS) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return Blending.isPending(agent);
    }
  },
  /** A callback that came due for this agent; the one that is due for longest goes first. */
  CALLBACK(Then.ENDS) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return QueuedCallbacks.wait(agent, zone);
    }
  },
  /** Nothing else: the agent takes calls again. */
  READY(Then.ENDS) {
    @Override
    boolean waits(AgentRecord agent, ZoneView zone) {
      return true;
    }
  };

  private enum Then {
    /** Nothing else happens. */
    ENDS,
    /** The agent takes no work: only what needs none of the agent's time happens besides. */
    RESTS,
    GOES_ON
  }

  private final Then then;

  PendingThing(Then then) {
    this.then = then;
  }

  abstract boolean waits(AgentRecord agent, ZoneView zone);

  /**
   * What happens when the agent is freed now, in this order; never nothing.
   *
   * @param agent as it is when the call in hand is done with, which may be ahead of the zone's
   *     record
   */
  public static List<PendingThing> happening(AgentRecord agent, ZoneView zone) {
    List<PendingThing> happening = new ArrayList<>();
    boolean rests = false;
    for (PendingThing thing : values()) {
      boolean possible = !rests || thing.then == Then.GOES_ON;
      if (possible && thing.waits(agent, zone)) {
        happening.add(thing);
        if (thing.then == Then.ENDS) {
          break;
        }
        rests |= thing.then == Then.RESTS;
      }
    }
    return List.copyOf(happening);
  }
}
