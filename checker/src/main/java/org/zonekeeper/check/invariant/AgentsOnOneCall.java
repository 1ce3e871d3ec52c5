package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallUnassigned;

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
        String earlier = callOf.put(assigned.getAgentId(), assigned.getCallId());
        if (earlier != null) {
          findings.fault(
              entry,
              "%s gave %s the call %s beside %s"
                  .formatted(entry, assigned.getAgentId(), assigned.getCallId(), earlier));
        }
        agentOf.put(assigned.getCallId(), assigned.getAgentId());
      }
      case CallUnassigned off -> freed(off.getCallId());
      case CallCompleted done -> freed(done.getCallId());
      default -> {
        // No other event gives or takes a call.
      }
    }
  }

  private void freed(String call) {
    String agent = agentOf.remove(call);
    if (agent != null) {
      callOf.remove(agent, call);
    }
  }
}
