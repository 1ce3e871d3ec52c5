package org.zonekeeper.gateway.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.gateway.contact.ContactField;
import org.zonekeeper.gateway.contact.ContactField.Group;
import org.zonekeeper.gateway.contact.ContactLanes.Outcome;
import org.zonekeeper.gateway.contact.ContactRef;
import org.zonekeeper.gateway.contact.ContactStore;
import org.zonekeeper.gateway.contact.ContactStoreException;
import org.zonekeeper.gateway.contact.DraftWrite;
import org.zonekeeper.gateway.contact.KeyedHash;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.UnkeptText;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * What agents write down about the contact in hand: it goes to the contact store first, as a draft,
 * and then to the zone, which decides. Desk thread only.
 */
final class ContactWrites {
  /** Stands for the call of an agent who has none: the zone refuses it, on record. */
  private static final String NO_CALL = "none";

  private final ZoneWatches zones;
  private final CommandDispatcher commands;
  private final ContactQuestions questions;
  private final Set<String> underWay = new HashSet<>();
  private ObservedInstant now = new ObservedInstant(0, 0);

  /**
   * What the store says of something that is to be written.
   *
   * @param textHash of it
   * @param refusal why it cannot be written; empty: it is kept
   */
  private record Prepared(String textHash, Optional<Refusal> refusal) {}

  ContactWrites(ZoneWatches zones, CommandDispatcher commands, ContactQuestions questions) {
    this.zones = zones;
    this.commands = commands;
    this.questions = questions;
  }

  /** Whether the command is one that writes something down. */
  static boolean writes(CommandType type) {
    return type == CommandType.AGT_SET_CUSTOMER_DETAIL
        || type == CommandType.AGT_ADD_AGENT_NOTE
        || type == CommandType.AGT_ADD_TO_DNC;
  }

  /**
   * Takes one that {@linkplain #writes writes}.
   *
   * @param own of the agent, if it has a contact in hand
   */
  void write(
      AgentSession session, ClientMessage message, AgentKey agent, Optional<AgentSnapshot> own) {
    if (!zones.of(agent.zone()).isAvailable()) {
      sendUnkept(session, message, own);
    } else if (message.type() == CommandType.AGT_ADD_TO_DNC) {
      addToDoNotCall(session, message, agent, own);
    } else {
      keep(session, message, agent, own);
    }
  }

  /** The clock was looked at. */
  void tick(ObservedInstant at) {
    now = at;
  }

  /** Kept as a draft where it can be accepted, then asked of the zone. */
  private void keep(
      AgentSession session, ClientMessage message, AgentKey agent, Optional<AgentSnapshot> own) {
    String commandId = CommandDispatcher.idOf(session, message);
    if (!underWay.add(commandId)) {
      // The same command again: its answer is on the way.
      return;
    }
    Optional<DraftWrite> draft = own.map(snapshot -> draftOf(commandId, message, agent, snapshot));
    Object about = own.<Object>map(ContactDesk::contactOf).orElse(agent);
    questions.ask(
        session,
        about,
        store -> prepare(store, textOf(message), draft),
        outcome -> {
          underWay.remove(commandId);
          switch (outcome) {
            // The zone may have accepted it already, from another gateway: it has the last word.
            case Outcome.Away<Prepared> away -> sendUnkept(session, message, own);
            case Outcome.Done<Prepared> done when done.value().refusal().isPresent() ->
                Answers.refuse(session, message, done.value().refusal().get());
            case Outcome.Done<Prepared> done -> {
              send(session, message, told(message, own).put("textHash", done.value().textHash()));
            }
          }
        });
  }

  private Prepared prepare(ContactStore store, String text, Optional<DraftWrite> draft)
      throws ContactStoreException {
    Optional<String> field = draft.flatMap(DraftWrite::field);
    if (field.isPresent()) {
      Optional<Refusal> refusal = refusal(store.fields(draft.get().contact()), field.get());
      if (refusal.isPresent()) {
        return new Prepared("", refusal);
      }
    }
    String hash = new KeyedHash(store.secret()).of(text);
    if (draft.isPresent()) {
      store.keep(draft.get());
    }
    return new Prepared(hash, Optional.empty());
  }

  private static Optional<Refusal> refusal(List<ContactField> fields, String name) {
    if (fields.stream().anyMatch(field -> field.name().equals(name) && field.writable())) {
      return Optional.empty();
    }
    List<String> allowed =
        fields.stream().filter(ContactField::writable).map(ContactField::name).toList();
    return Optional.of(
        new Refusal(
            Reason.NOT_WRITABLE,
            "the contact has nothing of that key that may be changed; allowed: "
                + (allowed.isEmpty() ? "none" : String.join(", ", allowed))));
  }

  private DraftWrite draftOf(
      String commandId, ClientMessage message, AgentKey agent, AgentSnapshot own) {
    return new DraftWrite(
        commandId,
        agent.zone(),
        message.epoch().orElse(zones.of(agent.zone()).epoch()),
        agent.agentId(),
        own.getCallId(),
        ContactDesk.contactOf(own),
        message.optionalText("key"),
        textOf(message),
        now.wall());
  }

  private static String textOf(ClientMessage message) {
    return message.type() == CommandType.AGT_ADD_AGENT_NOTE
        ? message.text("text")
        : message.text("value");
  }

  /** A contact who does not want to be called is put on the list whether or not the store works. */
  private void addToDoNotCall(
      AgentSession session, ClientMessage message, AgentKey agent, Optional<AgentSnapshot> own) {
    String commandId = CommandDispatcher.idOf(session, message);
    if (!underWay.add(commandId)) {
      return;
    }
    questions.ask(
        session,
        own.<Object>map(ContactDesk::contactOf).orElse(agent),
        store ->
            own.isPresent()
                ? numberHashes(store, ContactDesk.contactOf(own.get()))
                : Map.<String, String>of(),
        outcome -> {
          underWay.remove(commandId);
          ObjectNode told = told(message, own);
          ObjectNode hashes = told.putObject("hashes");
          if (outcome instanceof Outcome.Done<Map<String, String>> done) {
            done.value().forEach(hashes::put);
          }
          send(session, message, told);
        });
  }

  private static Map<String, String> numberHashes(ContactStore store, ContactRef contact)
      throws ContactStoreException {
    KeyedHash hash = new KeyedHash(store.secret());
    Map<String, String> hashes = new LinkedHashMap<>();
    store.fields(contact).stream()
        .filter(field -> field.group() == Group.NUMBER)
        .forEach(field -> hashes.put(field.name(), hash.ofNumber(field.value())));
    return hashes;
  }

  /** What the gateway adds for the zone; never what a client wrote under that name. */
  private static ObjectNode told(ClientMessage message, Optional<AgentSnapshot> own) {
    ObjectNode body = message.body().deepCopy();
    body.put("call", own.map(AgentSnapshot::getCallId).orElse(NO_CALL));
    body.remove(List.of("hashes", "textHash"));
    return body;
  }

  private void sendUnkept(
      AgentSession session, ClientMessage message, Optional<AgentSnapshot> own) {
    send(session, message, told(message, own).put("textHash", UnkeptText.HASH));
  }

  private void send(AgentSession session, ClientMessage message, ObjectNode told) {
    commands.ask(session, new ClientMessage(message.type(), message.id(), told), now);
  }
}
