package org.zonekeeper.gateway.commands;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.contact.ContactLanes.Outcome;
import org.zonekeeper.gateway.contact.ContactRef;
import org.zonekeeper.gateway.contact.ContactStore;
import org.zonekeeper.gateway.contact.ContactStoreException;
import org.zonekeeper.gateway.contact.DoNotCallEntry;
import org.zonekeeper.gateway.contact.DraftWrite;
import org.zonekeeper.gateway.contact.KeyedHash;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.ChangeContactDetail;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentNoteAdded;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.ContactDetailChanged;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * Brings what the zones have decided about contacts into the contact store, whichever gateway asked
 * for it: every gateway does, and the second one finds it done. What the store does not take is
 * tried again until it does. Drafts that nobody has settled (their gateway died between the two)
 * are asked of their zone once more, under their old id. Desk thread only.
 */
public final class ContactSettlement {
  private static final Logger LOG = LoggerFactory.getLogger(ContactSettlement.class);

  /** A few megabytes: hours of a large centre without its contact store. */
  private static final int MOST_OWED = 10_000;

  private static final int AT_ONCE = 16;
  private static final long RETRY_MS = 1_000;
  private static final long TAKE_OVER_EVERY_MS = 30_000;

  /** Far longer than any answer takes that is still to come. */
  private static final long UNSETTLED_AFTER_MS = Duration.ofSeconds(15).toMillis();

  /** A zone remembers its answers for ten minutes. */
  private static final long TOO_LATE_AFTER_MS = Duration.ofMinutes(9).toMillis();

  private static final int MOST_TAKEN_OVER = 50;
  private static final Set<String> DRAFTED =
      Set.of(AddAgentNote.class.getSimpleName(), ChangeContactDetail.class.getSimpleName());

  private final ContactLanes lanes;
  private final ZoneWatches zones;
  private final CommandSink sink;
  private final String origin;
  private final Deque<Owed> owed = new ArrayDeque<>();
  private int underWay;
  private long takeOverAt;
  private ObservedInstant now = new ObservedInstant(0, 0);

  /** Something that the store is to do. */
  private record Owed(Object about, String what, ContactLanes.Work<Boolean> work, long notBefore) {}

  /** A draft, and what proves its text. */
  private record Unsettled(DraftWrite draft, String textHash) {}

  /** What the store is asked for without an answer. */
  @FunctionalInterface
  private interface Step {
    void on(ContactStore store) throws ContactStoreException;
  }

  /**
   * @param origin the gateway's id, on each command
   */
  public ContactSettlement(ContactLanes lanes, ZoneWatches zones, CommandSink sink, String origin) {
    this.lanes = lanes;
    this.zones = zones;
    this.sink = sink;
    this.origin = origin;
  }

  /** An event of the journal. */
  public void event(Event event) {
    switch (event) {
      case AgentNoteAdded e ->
          settle(new ContactRef(e.getCampaign(), e.getContact()), e.getNoteId());
      case ContactDetailChanged e ->
          settle(new ContactRef(e.getCampaign(), e.getContact()), e.getChangeId());
      case DoNotCallAdded e -> list(e);
      case CommandAnswerRepeated e when DRAFTED.contains(e.getCommand()) ->
          decided(e.getCommandId(), Optional.ofNullable(e.getReason()));
      case CommandRefused e when DRAFTED.contains(e.getCommand()) ->
          decided(e.getCommandId(), Optional.of(e.getReason()));
      default -> {
        // Says nothing of what is known of a contact.
      }
    }
  }

  private void decided(String commandId, Optional<RefusalReason> refusal) {
    if (refusal.isEmpty()) {
      settle(commandId, commandId);
    } else if (refusal.get() != RefusalReason.COMMAND_ID_REUSED) {
      // One that was reused is the draft of the command before.
      drop(commandId);
    }
  }

  private void settle(Object about, String commandId) {
    owe(about, "settle " + commandId, store -> store.settle(commandId));
  }

  private void drop(String commandId) {
    owe(commandId, "drop " + commandId, store -> store.drop(commandId));
  }

  private void list(DoNotCallAdded e) {
    ContactRef contact = new ContactRef(e.getCampaign(), e.getContact());
    String event = e.getHeader().getZone() + "-" + e.getHeader().getSequence();
    List<DoNotCallEntry> entries = new ArrayList<>();
    if (e.getAllNumbers()) {
      entries.add(
          new DoNotCallEntry(
              event,
              contact,
              Optional.empty(),
              Optional.empty(),
              e.getAgentId(),
              e.getHeader().getAt()));
    }
    for (DoNotCallNumber number : e.getNumbers()) {
      entries.add(
          new DoNotCallEntry(
              event + "/" + number.getNumberKind(),
              contact,
              Optional.of(number.getNumberKind()),
              Optional.ofNullable(number.getNumberHash()),
              e.getAgentId(),
              e.getHeader().getAt()));
    }
    owe(
        contact,
        "list " + event,
        store -> {
          for (DoNotCallEntry entry : entries) {
            store.list(entry);
          }
        });
  }

  private void owe(Object about, String what, Step step) {
    if (owed.size() + underWay >= MOST_OWED) {
      LOG.error("contact store owed too much, given up what=\"{}\"", owed.peekFirst().what());
      owed.removeFirst();
    }
    owed.addLast(
        new Owed(
            about,
            what,
            store -> {
              step.on(store);
              return true;
            },
            now.observed()));
    pay();
  }

  /** The clock was looked at. */
  public void tick(ObservedInstant at) {
    if (takeOverAt == 0) {
      takeOverAt = at.observed() + TAKE_OVER_EVERY_MS;
    }
    now = at;
    pay();
    if (at.observed() >= takeOverAt) {
      takeOverAt = at.observed() + TAKE_OVER_EVERY_MS;
      takeOver(at.wall());
    }
  }

  private void pay() {
    while (underWay < AT_ONCE
        && !owed.isEmpty()
        && owed.peekFirst().notBefore() <= now.observed()) {
      Owed next = owed.removeFirst();
      underWay++;
      lanes.ask(
          next.about(),
          next.work(),
          outcome -> {
            underWay--;
            if (outcome instanceof Outcome.Away<Boolean>) {
              owed.addLast(
                  new Owed(next.about(), next.what(), next.work(), now.observed() + RETRY_MS));
            }
          });
    }
  }

  private void takeOver(long wall) {
    lanes.ask(
        this,
        store -> {
          List<Unsettled> unsettled = new ArrayList<>();
          for (DraftWrite draft :
              store.takeOver(
                  wall - TOO_LATE_AFTER_MS, wall - UNSETTLED_AFTER_MS, wall, MOST_TAKEN_OVER)) {
            unsettled.add(new Unsettled(draft, new KeyedHash(store.secret()).of(draft.text())));
          }
          return unsettled;
        },
        outcome -> {
          if (outcome instanceof Outcome.Done<List<Unsettled>> done) {
            done.value().forEach(this::askAgain);
          }
        });
  }

  private void askAgain(Unsettled one) {
    DraftWrite draft = one.draft();
    if (!zones.contains(draft.zone()) || !zones.of(draft.zone()).isAvailable()) {
      return;
    }
    LOG.info("asking again what nobody settled zone={} id={}", draft.zone(), draft.commandId());
    CommandHeader header =
        CommandHeader.newBuilder()
            .setCommandId(draft.commandId())
            .setZone(draft.zone())
            .setEpochSeen(draft.epochSeen())
            .setActor(draft.agentId())
            .setRole(ActorRole.AGENT)
            .setSentAt(now.wall())
            .setOrigin(origin)
            .build();
    Command command =
        draft
            .field()
            .<Command>map(
                field ->
                    new ChangeContactDetail(
                        header,
                        draft.agentId(),
                        draft.callId(),
                        field,
                        draft.text().length(),
                        one.textHash()))
            .orElseGet(
                () ->
                    new AddAgentNote(
                        header,
                        draft.agentId(),
                        draft.callId(),
                        draft.text().length(),
                        one.textHash()));
    sink.write(command);
  }
}
