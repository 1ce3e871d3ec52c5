package org.zonekeeper.gateway.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.zonekeeper.gateway.contact.AgentNote;
import org.zonekeeper.gateway.contact.ContactField;
import org.zonekeeper.gateway.contact.ContactField.Group;
import org.zonekeeper.gateway.contact.ContactLanes.Outcome;
import org.zonekeeper.gateway.contact.ContactLanes.Work;
import org.zonekeeper.gateway.contact.ContactRef;
import org.zonekeeper.gateway.contact.DoNotCallStanding;
import org.zonekeeper.gateway.contact.KeyedHash;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.schemas.status.AgentSnapshot;

/** Answers what agents ask about the contact in hand, from the contact store. Desk thread only. */
final class ContactReads {
  /** In one answer: more than anybody reads while somebody waits on the line. */
  static final int MOST_NOTES = 20;

  private final ContactQuestions questions;

  ContactReads(ContactQuestions questions) {
    this.questions = questions;
  }

  /**
   * Answers what only asks.
   *
   * @param own of the agent, with a contact
   */
  void read(AgentSession session, ClientMessage message, AgentKey agent, AgentSnapshot own) {
    ContactRef contact = ContactDesk.contactOf(own);
    switch (message.type()) {
      case AGT_GET_CUSTOMER_DETAILS ->
          read(
              session,
              message,
              agent,
              contact,
              store -> store.fields(contact),
              fields -> detailsAndNumbers(fields, own));
      case AGT_GET_CONTACT_ATTRIBUTES ->
          read(
              session,
              message,
              agent,
              contact,
              store -> store.fields(contact),
              fields -> Map.of("attributes", plain(fields, Group.ATTRIBUTE)));
      case AGT_REFRESH_AGENT_NOTES ->
          read(
              session,
              message,
              agent,
              contact,
              store -> store.notes(contact, MOST_NOTES),
              notes -> Map.of("notes", notes.stream().map(ContactReads::plain).toList()));
      case AGT_IS_IN_DNC ->
          read(
              session,
              message,
              agent,
              contact,
              store -> store.doNotCall(contact, new KeyedHash(store.secret())),
              ContactReads::plain);
      default -> throw new IllegalArgumentException(message.type() + " reads nothing");
    }
  }

  private <T> void read(
      AgentSession session,
      ClientMessage message,
      AgentKey agent,
      ContactRef contact,
      Work<T> work,
      Function<T, Map<String, Object>> answer) {
    questions.ask(
        session,
        contact,
        work,
        outcome -> {
          switch (outcome) {
            case Outcome.Away<T> away ->
                Answers.refuse(
                    session, message, new Refusal(Reason.CONTACT_STORE_NOT_AVAILABLE, away.text()));
            // Somebody else may be at the connection by now.
            case Outcome.Done<T> done when !session.agent().equals(Optional.of(agent)) ->
                Answers.refuse(
                    session,
                    message,
                    new Refusal(Reason.NOT_LOGGED_ON, "the agent is not logged on any more"));
            case Outcome.Done<T> done -> {
              Map<String, Object> fields = new LinkedHashMap<>();
              fields.put("contact", contact.contact());
              fields.putAll(answer.apply(done.value()));
              session.send(FrameWriter.accepted(message.type(), message.id(), fields));
            }
          }
        });
  }

  private static Map<String, Object> detailsAndNumbers(
      List<ContactField> fields, AgentSnapshot own) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("details", plain(fields, Group.DETAIL));
    answer.put("numbers", plain(fields, Group.NUMBER));
    if (own.getScriptUrl() != null) {
      answer.put("scriptUrl", own.getScriptUrl());
    }
    return answer;
  }

  private static List<Map<String, Object>> plain(List<ContactField> fields, Group group) {
    return fields.stream()
        .filter(field -> field.group() == group)
        .map(
            field ->
                Map.<String, Object>of(
                    "key", field.name(),
                    "value", field.value(),
                    "access", field.writable() ? "WRITE" : "READ_ONLY"))
        .toList();
  }

  private static Map<String, Object> plain(AgentNote note) {
    return Map.of(
        "note", note.noteId(), "agent", note.agentId(), "at", note.at(), "text", note.text());
  }

  private static Map<String, Object> plain(DoNotCallStanding standing) {
    return Map.of(
        "doNotCall", standing.all() || !standing.numberKinds().isEmpty(),
        "allNumbers", standing.all(),
        "numbers", standing.numberKinds().stream().sorted().toList());
  }
}
