package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallUnassigned;

/**
 * An agent never has two calls at once: from assignment to completion code or end of assignment.
 */
final class AgentsOnOneCall implements ZoneInvariant {
  private final Map<String, String> callOf = new HashMap<>();
  private final Map<String, String> agentOf = new HashMap<>();

  @Override
  public String id() {
    return "one-call-an-agent";
  }

  @Override
  public String title() {
    return "an agent is never on two calls";
  }

  @Override
  public void next(Read read, Notes notes) {
    switch (read.event()) {
      case CallAssigned assigned -> {
        notes.count("assignments");
        String earlier = callOf.put(assigned.getAgentId(), assigned.getCallId());
        if (earlier != null) {
          notes.fault(
              read,
              "%s gave %s the call %s beside %s"
                  .formatted(read, assigned.getAgentId(), assigned.getCallId(), earlier));
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
