package org.zonekeeper.gateway.commands;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.contact.ContactRef;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentReadModel;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * Where agents ask about the contact in hand, and write down what they hear. Desk thread only; the
 * contact store is asked on lanes of its own.
 */
public final class ContactDesk {
  private final AgentReadModel agents;
  private final ContactQuestions questions;
  private final ContactReads reads;
  private final ContactWrites writes;

  /**
   * @param behind whether the read model lags behind what desktops have been told
   */
  public ContactDesk(
      AgentReadModel agents,
      ZoneWatches zones,
      CommandDispatcher commands,
      ContactLanes lanes,
      BooleanSupplier behind) {
    this.agents = agents;
    this.questions = new ContactQuestions(lanes, behind);
    this.reads = new ContactReads(questions);
    this.writes = new ContactWrites(zones, commands, questions);
  }

  /** Whether the command is of the contact in hand. */
  public static boolean answers(CommandType type) {
    return switch (type) {
      case AGT_GET_CUSTOMER_DETAILS,
          AGT_GET_CONTACT_ATTRIBUTES,
          AGT_REFRESH_AGENT_NOTES,
          AGT_IS_IN_DNC ->
          true;
      default -> ContactWrites.writes(type);
    };
  }

  /** Takes the command in. */
  public void ask(AgentSession session, ClientMessage message, ObservedInstant at) {
    writes.tick(at);
    Optional<AgentKey> agent = session.agent();
    if (agent.isEmpty()) {
      refuse(
          session,
          message,
          Reason.NOT_LOGGED_ON,
          message.type().wireName() + " needs an agent who is logged on: AGTLogon first");
      return;
    }
    if (questions.areTooMany(session)) {
      refuse(
          session,
          message,
          Reason.TOO_MANY_PENDING,
          "%d questions of this session wait for the contact store; wait for one"
              .formatted(ContactQuestions.MOST_OPEN));
      return;
    }
    long known = agents.find(agent.get()).map(AgentSnapshot::getSequence).orElse(0L);
    if (questions.areAhead() && known < session.delivered()) {
      // The contact that the desktop has just been told of may not be in the read model yet.
      questions.later(session, () -> answer(session, message, agent.get()));
    } else {
      answer(session, message, agent.get());
    }
  }

  private void answer(AgentSession session, ClientMessage message, AgentKey agent) {
    Optional<AgentSnapshot> own =
        agents.find(agent).filter(snapshot -> snapshot.getContact() != null);
    if (ContactWrites.writes(message.type())) {
      writes.write(session, message, agent, own);
    } else if (own.isPresent()) {
      reads.read(session, message, agent, own.get());
    } else {
      refuse(
          session,
          message,
          Reason.STATE_NOT_ALLOWED,
          ("agent %s has no contact of its own in hand; allowed from the preview or the call's"
                  + " assignment to the end of the wrap-up")
              .formatted(agent.agentId()));
    }
  }

  /** The clock was looked at. */
  public void tick(ObservedInstant at) {
    writes.tick(at);
    questions.tick(at.observed());
  }

  static ContactRef contactOf(AgentSnapshot own) {
    return new ContactRef(own.getCampaign(), own.getContact());
  }

  private static void refuse(
      AgentSession session, ClientMessage message, Reason reason, String text) {
    Answers.refuse(session, message, new Refusal(reason, text));
  }
}
