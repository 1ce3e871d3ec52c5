package org.zonekeeper.gateway.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zonekeeper.gateway.contact.AgentNote;
import org.zonekeeper.gateway.contact.ContactField;
import org.zonekeeper.gateway.contact.ContactField.Group;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.contact.ContactLanes.Outcome;
import org.zonekeeper.gateway.contact.ContactLanes.Work;
import org.zonekeeper.gateway.contact.ContactRef;
import org.zonekeeper.gateway.contact.ContactStore;
import org.zonekeeper.gateway.contact.ContactStoreException;
import org.zonekeeper.gateway.contact.DoNotCallStanding;
import org.zonekeeper.gateway.contact.DraftWrite;
import org.zonekeeper.gateway.contact.KeyedHash;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentReadModel;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.UnkeptText;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * Where agents ask about the contact in hand, and write down what they hear. Reads are answered
 * from the contact store. What is written goes to the store first, as a draft, and then to the
 * zone, which decides. Desk thread only; the store is asked on lanes of its own.
 */
public final class ContactDesk {
  /** In one answer: more than anybody reads while somebody waits on the line. */
  static final int MOST_NOTES = 20;

  /** Questions of one session to the store at a time. */
  private static final int MOST_OPEN = 8;

  /** Stands for the call of an agent who has none: the zone refuses it, on record. */
  private static final String NO_CALL = "none";

  private final AgentReadModel agents;
  private final ZoneWatches zones;
  private final CommandDispatcher commands;
  private final ContactLanes lanes;
  private final Map<String, Integer> open = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private ObservedInstant now = new ObservedInstant(0, 0);

  /**
   * What the store says of something that is to be written.
   *
   * @param textHash of it
   * @param refusal why it cannot be written; empty: it is kept
   */
  private record Prepared(String textHash, Optional<Refusal> refusal) {}

  public ContactDesk(
      AgentReadModel agents, ZoneWatches zones, CommandDispatcher commands, ContactLanes lanes) {
    this.agents = agents;
    this.zones = zones;
    this.commands = commands;
    this.lanes = lanes;
  }

  /** Whether the command is of the contact in hand. */
  public static boolean answers(CommandType type) {
    return switch (type) {
      case AGT_GET_CUSTOMER_DETAILS,
          AGT_GET_CONTACT_ATTRIBUTES,
          AGT_REFRESH_AGENT_NOTES,
          AGT_IS_IN_DNC,
          AGT_SET_CUSTOMER_DETAIL,
          AGT_ADD_AGENT_NOTE,
          AGT_ADD_TO_DNC ->
          true;
      default -> false;
    };
  }

  private static boolean isWrite(CommandType type) {
    return type == CommandType.AGT_SET_CUSTOMER_DETAIL
        || type == CommandType.AGT_ADD_AGENT_NOTE
        || type == CommandType.AGT_ADD_TO_DNC;
  }

  /** Takes the command in. */
  public void ask(AgentSession session, ClientMessage message, ObservedInstant at) {
    now = at;
    Optional<AgentKey> agent = session.agent();
    if (agent.isEmpty()) {
      refuse(
          session,
          message,
          Reason.NOT_LOGGED_ON,
          message.type().wireName() + " needs an agent who is logged on: AGTLogon first");
      return;
    }
    if (open.getOrDefault(session.id(), 0) >= MOST_OPEN) {
      refuse(
          session,
          message,
          Reason.TOO_MANY_PENDING,
          "%d questions of this session wait for the contact store; wait for one"
              .formatted(MOST_OPEN));
      return;
    }
    Optional<AgentSnapshot> own =
        agents.find(agent.get()).filter(snapshot -> snapshot.getContact() != null);
    if (isWrite(message.type()) && !zones.of(agent.get().zone()).isAvailable()) {
      sendUnkept(session, message, own);
      return;
    }
    switch (message.type()) {
      case AGT_SET_CUSTOMER_DETAIL, AGT_ADD_AGENT_NOTE -> write(session, message, agent.get(), own);
      case AGT_ADD_TO_DNC -> addToDoNotCall(session, message, agent.get(), own);
      default ->
          own.map(ContactDesk::contactOf)
              .ifPresentOrElse(
                  contact -> read(session, message, agent.get(), contact, own.get()),
                  () ->
                      refuse(
                          session,
                          message,
                          Reason.STATE_NOT_ALLOWED,
                          ("agent %s has no contact of its own in hand; allowed from the preview or"
                                  + " the call's assignment to the end of the wrap-up")
                              .formatted(agent.get().agentId())));
    }
  }

  /** The clock was looked at. */
  public void tick(ObservedInstant at) {
    now = at;
    lanes.tick(at.observed());
  }

  private void read(
      AgentSession session,
      ClientMessage message,
      AgentKey agent,
      ContactRef contact,
      AgentSnapshot own) {
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
              notes -> Map.of("notes", notes.stream().map(ContactDesk::plain).toList()));
      case AGT_IS_IN_DNC ->
          read(
              session,
              message,
              agent,
              contact,
              store -> store.doNotCall(contact, new KeyedHash(store.secret())),
              ContactDesk::plain);
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
    ask(
        session,
        contact,
        work,
        outcome -> {
          switch (outcome) {
            case Outcome.Away<T> away ->
                refuse(session, message, Reason.CONTACT_STORE_NOT_AVAILABLE, away.text());
            // Somebody else may be at the connection by now.
            case Outcome.Done<T> done when !session.agent().equals(Optional.of(agent)) ->
                refuse(
                    session, message, Reason.NOT_LOGGED_ON, "the agent is not logged on any more");
            case Outcome.Done<T> done -> {
              Map<String, Object> fields = new LinkedHashMap<>();
              fields.put("contact", contact.contact());
              fields.putAll(answer.apply(done.value()));
              session.send(FrameWriter.accepted(message.type(), message.id(), fields));
            }
          }
        });
  }

  /** Kept as a draft where it can be accepted, then asked of the zone. */
  private void write(
      AgentSession session, ClientMessage message, AgentKey agent, Optional<AgentSnapshot> own) {
    String commandId = CommandDispatcher.idOf(session, message);
    if (!underWay.add(commandId)) {
      // The same command again: its answer is on the way.
      return;
    }
    Optional<DraftWrite> draft = own.map(snapshot -> draftOf(commandId, message, agent, snapshot));
    Object about = own.<Object>map(ContactDesk::contactOf).orElse(agent);
    ask(
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
        contactOf(own),
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
    ask(
        session,
        own.<Object>map(ContactDesk::contactOf).orElse(agent),
        store ->
            own.isPresent() ? numberHashes(store, contactOf(own.get())) : Map.<String, String>of(),
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

  private <T> void ask(
      AgentSession session, Object about, Work<T> work, Consumer<Outcome<T>> then) {
    open.merge(session.id(), 1, Integer::sum);
    lanes.ask(
        about,
        work,
        outcome -> {
          open.computeIfPresent(session.id(), (id, count) -> count == 1 ? null : count - 1);
          then.accept(outcome);
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

  private static ContactRef contactOf(AgentSnapshot own) {
    return new ContactRef(own.getCampaign(), own.getContact());
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

  private static void refuse(
      AgentSession session, ClientMessage message, Reason reason, String text) {
    Answers.refuse(session, message, new Refusal(reason, text));
  }
}
