package org.zonekeeper.domain.decide;

import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;

/** What follows when the customer of a conversation is gone, whoever is on it. Stateless. */
final class ConversationEnd {
  private ConversationEnd() {}

  /**
   * The customer's line is down: the second party is out, the owner has the wrap-up.
   *
   * @param closing of the call, which has the line's end already
   */
  static void over(Decision draft, CallRecord call, CallClosing closing) {
    ConsultSteps.take(draft, call, Input.CUSTOMER_GONE, "the customer's line is down");
    draft.zone().agent(call.getAgentId()).ifPresent(agent -> wrapUp(draft, agent, call, closing));
  }

  /** A call whose completion code is fixed has nothing left to wrap up. */
  static void wrapUp(Decision draft, AgentRecord agent, CallRecord call, CallClosing closing) {
    if (call.getFixedCompletionCode() == null) {
      AgentSteps.wrapUpStarted(draft, agent, call);
    } else {
      closing.completedBySystem(call.getFixedCompletionCode());
      AgentSteps.freed(draft, agent);
    }
  }
}
