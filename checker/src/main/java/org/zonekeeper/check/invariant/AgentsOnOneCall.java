package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.ReturnedContact;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;

/**
 * An agent never has two calls at once: from assignment to completion code or end of assignment.
 */
public final class AgentsOnOneCall extends Judge {
  private final Map<String, String> callOf = new HashMap<>();
  private final Map<String, String> agentOf = new HashMap<>();

  /** Of one zone's journal. */
  public AgentsOnOneCall() {
    super("one-call-an-agent", "an agent is never on two calls");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case CallAssigned assigned -> {
        findings.count("assignments");
        given(entry, assigned.getAgentId(), assigned.getCallId(), findings);
        agentOf.put(assigned.getCallId(), assigned.getAgentId());
      }
      case ContactOffered offered -> {
        findings.count("contacts shown");
        given(entry, offered.getAgentId(), offered.getCallId(), findings);
        agentOf.put(offered.getCallId(), offered.getAgentId());
      }
      case ContactDialled dialled -> {
        boolean keyed = dialled.getGrounds() == DialGrounds.ORIGINATED;
        if (keyed || dialled.getRedialOf() != null) {
          given(entry, dialled.getAgentId(), dialled.getCallId(), findings);
          agentOf.put(dialled.getCallId(), dialled.getAgentId());
        }
      }
      case ContactReturned returned -> {
        if (!ReturnedContact.isWrappedUp(returned.getGrounds())) {
          freed(returned.getCallId());
        }
      }
      case PreviewWithdrawn withdrawn -> freed(withdrawn.getCallId());
      case ConsultDialled dialled -> {
        if (dialled.getSecondAgentId() != null) {
          findings.count("agents called in");
          given(entry, dialled.getSecondAgentId(), dialled.getCallId(), findings);
        }
      }
      case ConsultEnded ended -> {
        if (ended.getSecondAgentId() != null) {
          callOf.remove(ended.getSecondAgentId(), ended.getCallId());
        }
      }
      case ConferenceOwnershipChanged changed ->
          agentOf.put(changed.getCallId(), changed.getAgentId());
      case CallTransferred moved -> {
        if (moved.getSecondAgentId() != null) {
          callOf.remove(moved.getAgentId(), moved.getCallId());
          agentOf.put(moved.getCallId(), moved.getSecondAgentId());
        }
      }
      case CallUnassigned off -> freed(off.getCallId());
      case CallCompleted done -> freed(done.getCallId());
      default -> {
        // No other event gives or takes a call.
      }
    }
  }

  private void given(HashedEntry entry, String agent, String call, Findings findings) {
    String earlier = callOf.put(agent, call);
    if (earlier != null) {
      findings.fault(
          entry, "%s gave %s the call %s beside %s".formatted(entry, agent, call, earlier));
    }
  }

  private void freed(String call) {
    String agent = agentOf.remove(call);
    if (agent != null) {
      callOf.remove(agent, call);
    }
  }
}
