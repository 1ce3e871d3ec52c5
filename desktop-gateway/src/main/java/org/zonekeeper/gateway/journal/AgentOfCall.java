package org.zonekeeper.gateway.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.schemas.ReturnedContact;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;

/**
 * What must be remembered of calls under way so that an event that names only its call finds the
 * agent's desktop. A call's note is dropped with its one {@link CallCompleted}. Desk thread only.
 */
public final class AgentOfCall {

  /** What is known of a call. */
  record Note(
      Optional<String> agentId,
      Optional<String> campaign,
      Optional<String> contact,
      Optional<Party> endedBy) {
    static final Note EMPTY =
        new Note(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private final Map<String, Note> byCall = new HashMap<>();

  /** Takes an agent's call from the read model, at the gateway's start. */
  public void inHand(String callId, String agentId) {
    withAgent(callId, Optional.of(agentId));
  }

  /** To be told every event, before it is mapped; {@link #forget} after that. */
  public void note(Event event) {
    switch (event) {
      case ContactOffered offered ->
          byCall.put(
              offered.getCallId(),
              new Note(
                  Optional.of(offered.getAgentId()),
                  Optional.of(offered.getCampaign()),
                  Optional.of(offered.getContact()),
                  Optional.empty()));
      case ContactDialled dialled ->
          byCall.put(
              dialled.getCallId(),
              new Note(
                  Optional.of(dialled.getAgentId()),
                  Optional.of(dialled.getCampaign()),
                  Optional.of(dialled.getContact()),
                  Optional.empty()));
      case CallAttempted attempted ->
          byCall.put(
              attempted.getCallId(),
              new Note(
                  of(attempted.getCallId()).agentId(),
                  Optional.of(attempted.getCampaign()),
                  Optional.of(attempted.getContact()),
                  Optional.empty()));
      case CallAssigned assigned ->
          withAgent(assigned.getCallId(), Optional.of(assigned.getAgentId()));
      case ConferenceOwnershipChanged changed ->
          withAgent(changed.getCallId(), Optional.of(changed.getAgentId()));
      case CallTransferred moved when moved.getSecondAgentId() != null ->
          withAgent(moved.getCallId(), Optional.of(moved.getSecondAgentId()));
      case CallDisconnected disconnected -> {
        Note note = of(disconnected.getCallId());
        byCall.put(
            disconnected.getCallId(),
            new Note(
                note.agentId(),
                note.campaign(),
                note.contact(),
                Optional.of(disconnected.getEndedBy())));
      }
      default -> {
        // Tells nothing that a later event of the call needs.
      }
    }
  }

  /** To be told every event, after it was mapped. */
  public void forget(Event event) {
    switch (event) {
      case CallUnassigned unassigned -> withAgent(unassigned.getCallId(), Optional.empty());
      case ContactReturned returned when !ReturnedContact.isWrappedUp(returned.getGrounds()) ->
          byCall.remove(returned.getCallId());
      case PreviewWithdrawn withdrawn -> byCall.remove(withdrawn.getCallId());
      case CallCompleted completed -> byCall.remove(completed.getCallId());
      default -> {
        // Ends nothing.
      }
    }
  }

  Note of(String callId) {
    return byCall.getOrDefault(callId, Note.EMPTY);
  }

  private void withAgent(String callId, Optional<String> agentId) {
    Note note = of(callId);
    byCall.put(callId, new Note(agentId, note.campaign(), note.contact(), note.endedBy()));
  }
}
