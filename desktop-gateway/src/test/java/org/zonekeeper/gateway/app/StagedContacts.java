package org.zonekeeper.gateway.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.gateway.app.StagedZones.Agent;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.AddToDoNotCall;
import org.zonekeeper.schemas.command.ChangeContactDetail;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.AgentNoteAdded;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.ContactDetailChanged;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.DoNotCallAdded;

/**
 * Plays the contacts that people look at: the first dial of each reaches nobody, the next one does.
 * Part of {@link StagedZones}.
 */
final class StagedContacts {
  private static final List<String> KINDS = List.of("mobile", "home");
  private static final long RINGS_MS = 700;
  private static final int REDIALS = 2;

  /** A contact in somebody's hand. */
  private static final class Contact {
    private final Agent agent;
    private final String reference;
    private int dials;
    private long rungAt;
    private boolean notToBeCalled;

    private Contact(Agent agent, String reference) {
      this.agent = agent;
      this.reference = reference;
    }
  }

  private final StagedZones zone;
  private final Set<String> wanted = new HashSet<>();

  /**
   * Whoever is shown a contact once is given no other calls from then on: between two contacts the
   * zone would be quicker.
   */
  private final Set<String> previewers = new HashSet<>();

  private final Map<String, Contact> inHand = new HashMap<>();

  StagedContacts(StagedZones zone) {
    this.zone = zone;
  }

  /** The contact that an agent of that name is shown. */
  static String referenceFor(String agentId) {
    return "row-" + agentId;
  }

  /** The contact in the agent's hand. */
  Optional<String> reference(Agent agent) {
    return Optional.ofNullable(inHand.get(agent.id)).map(contact -> contact.reference);
  }

  void note(Agent agent, AddAgentNote note) {
    zone.add(
        new AgentNoteAdded(
            zone.header(),
            note.getHeader().getCommandId(),
            note.getCallId(),
            zone.jobId(),
            "loans",
            inHand.get(agent.id).reference,
            agent.id,
            note.getLength(),
            note.getTextHash()));
  }

  void change(Agent agent, ChangeContactDetail change) {
    zone.add(
        new ContactDetailChanged(
            zone.header(),
            change.getHeader().getCommandId(),
            change.getCallId(),
            zone.jobId(),
            "loans",
            inHand.get(agent.id).reference,
            agent.id,
            change.getDetail(),
            change.getLength(),
            change.getTextHash()));
  }

  void doNotCall(Agent agent, AddToDoNotCall asked) {
    Contact contact = inHand.get(agent.id);
    contact.notToBeCalled = true;
    zone.add(
        new DoNotCallAdded(
            zone.header(),
            asked.getCallId(),
            zone.jobId(),
            "loans",
            contact.reference,
            agent.id,
            asked.getAllNumbers(),
            asked.getNumbers()));
    zone.callState(agent);
  }

  void wanted(String agentId) {
    wanted.add(agentId);
    previewers.add(agentId);
  }

  boolean wants(Agent agent) {
    return previewers.contains(agent.id);
  }

  void tick(long now) {
    for (String id : List.copyOf(wanted)) {
      zone.free(id).ifPresent(agent -> offer(agent, now));
    }
    for (Contact contact : List.copyOf(inHand.values())) {
      if (contact.rungAt > 0 && now >= contact.rungAt) {
        contact.rungAt = 0;
        rung(contact, now);
      }
    }
  }

  private void offer(Agent agent, long now) {
    wanted.remove(agent.id);
    agent.callId = zone.nextCall();
    Contact contact = new Contact(agent, referenceFor(agent.id));
    inHand.put(agent.id, contact);
    zone.add(
        new ContactOffered(
            zone.header(),
            agent.callId,
            zone.jobId(),
            "loans",
            contact.reference,
            "lease",
            agent.id,
            PacingMode.PREVIEW,
            KINDS,
            now + 60_000,
            true,
            true,
            REDIALS,
            null));
    agent.call = CallState.PREVIEW;
    zone.state(agent, AgentState.BUSY);
    zone.callState(agent);
  }

  void dial(Agent agent, String wantedKind, long now) {
    dial(inHand.get(agent.id), wantedKind == null ? KINDS.getFirst() : wantedKind, null, now);
  }

  void redial(Agent agent, long now) {
    String before = agent.callId;
    zone.completed(before, agent.id, "Redialled", 0);
    agent.callId = zone.nextCall();
    zone.state(agent, AgentState.BUSY);
    dial(inHand.get(agent.id), KINDS.getFirst(), before, now);
  }

  private void dial(Contact contact, String kind, String redialOf, long now) {
    contact.dials++;
    contact.rungAt = now + RINGS_MS;
    Agent agent = contact.agent;
    zone.add(
        new ContactDialled(
            zone.header(),
            agent.callId,
            zone.jobId(),
            "loans",
            contact.reference,
            "dial",
            agent.id,
            "ext-" + agent.id,
            PacingMode.PREVIEW,
            kind,
            KINDS,
            redialOf == null ? DialGrounds.AGENT : DialGrounds.REDIAL,
            20_000,
            now + 1_000,
            redialOf,
            REDIALS + 1 - contact.dials,
            null));
    agent.call = CallState.DIALLING;
    zone.callState(agent);
  }

  private void rung(Contact contact, long now) {
    Agent agent = contact.agent;
    if (contact.dials == 1) {
      zone.add(
          new AgentDialFailed(
              zone.header(), agent.callId, agent.id, "Ring_No_Answer", "nobody answered"));
      zone.wrapUp(agent, now);
      return;
    }
    zone.add(
        new CallAnswered(
            zone.header(), agent.callId, zone.jobId(), now, now, "loans", contact.reference));
    agent.connectedAt = now;
    agent.call = CallState.TALKING;
    zone.add(
        CallConnected.newBuilder()
            .setHeader(zone.header())
            .setCallId(agent.callId)
            .setAgentId(agent.id)
            .setConnectedAt(now)
            .build());
    zone.callState(agent);
  }

  void reject(Agent agent) {
    Contact contact = inHand.get(agent.id);
    zone.add(
        new ContactReturned(
            zone.header(),
            agent.callId,
            zone.jobId(),
            contact.reference,
            agent.id,
            ContactReturnGrounds.REJECTED));
    over(agent);
    zone.free(agent);
  }

  void over(Agent agent) {
    inHand.remove(agent.id);
  }

  /** Of somebody with a contact, before it is a conversation. */
  Optional<List<Capability>> capabilities(Agent agent) {
    return switch (agent.call) {
      case PREVIEW ->
          Optional.of(
              inHand.get(agent.id).notToBeCalled
                  ? List.of(
                      Capability.NOT_READY,
                      Capability.UPDATE_RECORD,
                      Capability.PREVIEW_REJECT,
                      Capability.PREVIEW_CANCEL)
                  : List.of(
                      Capability.NOT_READY,
                      Capability.UPDATE_RECORD,
                      Capability.PREVIEW_DIAL,
                      Capability.PREVIEW_REJECT,
                      Capability.PREVIEW_CANCEL));
      case DIALLING ->
          Optional.of(List.of(Capability.NOT_READY, Capability.UPDATE_RECORD, Capability.RELEASE));
      case WRAPUP ->
          Optional.ofNullable(inHand.get(agent.id))
              .map(
                  contact ->
                      List.of(
                          Capability.NOT_READY,
                          Capability.UPDATE_RECORD,
                          Capability.DISPOSITION,
                          Capability.REDIAL));
      default -> Optional.empty();
    };
  }
}
