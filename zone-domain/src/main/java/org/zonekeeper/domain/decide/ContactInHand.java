package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import java.util.function.Function;
import org.zonekeeper.schemas.UnkeptText;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.ChangeContactDetail;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentNoteAdded;
import org.zonekeeper.schemas.journal.ContactDetailChanged;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;

/**
 * Decides on what an agent writes down about the contact in hand, from the preview to the end of
 * the wrap-up. What was written is in the contact store; the journal proves who wrote it when.
 * Stateless.
 */
final class ContactInHand {
  /** More than anybody writes down about a call, and what the field has. */
  private static final int LONGEST_NOTE = 2_000;

  private static final int LONGEST_VALUE = 1_000;

  private ContactInHand() {}

  static CommandVerdict note(AddAgentNote c, AgentRecord agent, Decision draft) {
    return of(
        agent,
        c.getCallId(),
        draft,
        call -> {
          if (c.getLength() < 1 || c.getLength() > LONGEST_NOTE) {
            return tooLong("a note", c.getLength(), 1, LONGEST_NOTE);
          }
          if (c.getTextHash().equals(UnkeptText.HASH)) {
            return notKept();
          }
          draft.add(
              new AgentNoteAdded(
                  c.getHeader().getCommandId(),
                  call.getCallId(),
                  call.getJobId(),
                  call.getCampaign(),
                  call.getContact(),
                  agent.getAgentId(),
                  c.getLength(),
                  c.getTextHash()));
          return accepted();
        });
  }

  static CommandVerdict detail(ChangeContactDetail c, AgentRecord agent, Decision draft) {
    return of(
        agent,
        c.getCallId(),
        draft,
        call -> {
          if (c.getLength() < 0 || c.getLength() > LONGEST_VALUE) {
            return tooLong("a value", c.getLength(), 0, LONGEST_VALUE);
          }
          if (c.getTextHash().equals(UnkeptText.HASH)) {
            return notKept();
          }
          draft.add(
              new ContactDetailChanged(
                  c.getHeader().getCommandId(),
                  call.getCallId(),
                  call.getJobId(),
                  call.getCampaign(),
                  call.getContact(),
                  agent.getAgentId(),
                  c.getDetail(),
                  c.getLength(),
                  c.getTextHash()));
          return accepted();
        });
  }

  /**
   * What is decided on the contact that the agent has in hand: the agent's own, not one of a
   * colleague who asks for advice.
   *
   * @param callId that the contact was in hand with when the agent asked
   */
  static CommandVerdict of(
      AgentRecord agent,
      String callId,
      Decision draft,
      Function<CallRecord, CommandVerdict> decision) {
    Optional<CallRecord> own =
        Optional.ofNullable(agent.getCallId())
            .flatMap(draft.zone()::call)
            .filter(call -> agent.getAgentId().equals(call.getAgentId()));
    if (own.isEmpty()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s has no contact of its own in hand (call state %s); allowed from the preview or"
              + " the call's assignment to the end of the wrap-up",
          agent.getAgentId(),
          agent.getCallState());
    }
    if (KeyedNumbers.isOf(own.get())) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s keyed the number of call %s in: there is no contact of a list to keep it with",
          agent.getAgentId(),
          own.get().getCallId());
    }
    if (!own.get().getCallId().equals(callId)) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s has another contact in hand by now, that of call %s; nothing was changed",
          agent.getAgentId(),
          own.get().getCallId());
    }
    return decision.apply(own.get());
  }

  private static CommandVerdict notKept() {
    return refused(
        RefusalReason.CONTACT_STORE_NOT_AVAILABLE,
        "the contact store is not available, so what was written could not be kept; try again"
            + " later");
  }

  private static CommandVerdict tooLong(String what, int length, int least, int most) {
    return refused(
        RefusalReason.INVALID_PARAMETER,
        "%s has %d characters; allowed: %d to %d",
        what,
        length,
        least,
        most);
  }
}
