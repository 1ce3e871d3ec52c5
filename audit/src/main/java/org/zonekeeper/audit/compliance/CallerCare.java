package org.zonekeeper.audit.compliance;

import org.zonekeeper.schemas.journal.CallCompleted;

/** How a person who answered was cared for, by the raw facts alone. */
enum CallerCare {
  /** An agent was on the line in time. */
  AGENT_IN_TIME,
  /** An agent came, but later than the rules allow. */
  AGENT_LATE,
  /** The person hung up before the time for an agent was over. */
  HUNG_UP_FIRST,
  /** No agent came. */
  NO_AGENT;

  static CallerCare of(CallCompleted call, RegulatoryRules rules) {
    long latest = call.getGreetingEndedAt() + rules.withinMillis();
    if (call.getConnectedAt() != null) {
      return call.getConnectedAt() <= latest ? AGENT_IN_TIME : AGENT_LATE;
    }
    boolean hungUp = call.getDisconnectedAt() != null && call.getDisconnectedAt() <= latest;
    return hungUp ? HUNG_UP_FIRST : NO_AGENT;
  }
}
