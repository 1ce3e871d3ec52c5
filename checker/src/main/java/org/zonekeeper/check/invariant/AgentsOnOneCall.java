package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallUnassigned;

/**
 * An agent never has two calls at once: from assignment to completion code or end of assignment.
 */
public final class AgentsOnOneCall implements Judge {
  @Override
  public String id() {
    return "one-call-an-agent";
  }

  @Override
  public String title() {
    return "an agent is never on two calls";
  }

  @Override
  public void judge(Story story, Findings findings) {
    long assignments = 0;
    for (String zone : story.journal().zones()) {
      Map<String, String> callOf = new HashMap<>();
      for (JournalEntry entry : story.journal().of(zone)) {
        switch (entry.event()) {
          case CallAssigned assigned -> {
            assignments++;
            String earlier = callOf.put(assigned.getAgentId(), assigned.getCallId());
            findings.require(
                earlier == null,
                "%s gave %s the call %s beside %s"
                    .formatted(entry, assigned.getAgentId(), assigned.getCallId(), earlier));
          }
          case CallUnassigned off -> callOf.remove(off.getAgentId(), off.getCallId());
          case CallCompleted done -> callOf.values().remove(done.getCallId());
          default -> {
            // No other event gives or takes a call.
          }
        }
      }
    }
    findings.proof("%d assignments".formatted(assignments));
  }
}
