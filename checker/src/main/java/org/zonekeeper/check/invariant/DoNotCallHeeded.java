package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.journal.AgentNoteAdded;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.ContactDetailChanged;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Who does not want to be called any more is not: no agent is shown the contact, no callback is
 * kept or arranged, none of its numbers that were named is dialled, by whichever owner of the zone,
 * and the platform starts no attempt of its own once it can have heard of it. What an agent wrote
 * down is of a contact that was not done with.
 */
public final class DoNotCallHeeded extends Judge {
  /** Of the newest ones: far less than a zone remembers, and than a journal can have. */
  private static final int REMEMBERED = 10_000;

  /** For the order to reach the platform, and for clocks that differ. */
  private static final long HEARD_WITHIN_MS = 30_000;

  /** The contact in a campaign's list. */
  private record Contact(String campaign, String reference) {}

  /**
   * What may not be called of a contact.
   *
   * @param since when that was said of all of it; unused otherwise
   */
  private record Listed(boolean all, Set<String> kinds, long since) {
    boolean covers(String kind) {
      return all || kinds.contains(kind);
    }
  }

  private final Map<Contact, Listed> listed = new LinkedHashMap<>();
  private final Map<String, Contact> callbacks = new HashMap<>();
  private final Set<String> dialled = new HashSet<>();
  private Optional<DoNotCallAdded> cancelling = Optional.empty();

  /** Of one zone's journal. */
  public DoNotCallHeeded() {
    super("do-not-call", "who does not want to be called any more is not");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    cancelled(entry, findings);
    switch (entry.event()) {
      case ZoneTakenOver e -> {
        if (!listed.isEmpty()) {
          findings.count("takeovers of a zone with contacts that are not to be called");
        }
      }
      case AgentNoteAdded e -> findings.count("notes written");
      case ContactDetailChanged e -> findings.count("details of contacts changed");
      case DoNotCallAdded e -> added(entry, e, findings);
      case CallbackScheduled e -> {
        Contact contact = new Contact(e.getCampaign(), e.getContact());
        callbacks.put(e.getCallbackId(), contact);
        allowed(entry, contact, e.getNumberKinds(), findings);
      }
      case CallbackClosed e -> callbacks.remove(e.getCallbackId());
      case ContactOffered e ->
          allowed(
              entry, new Contact(e.getCampaign(), e.getContact()), e.getNumberKinds(), findings);
      case ContactDialled e -> {
        dialled.add(e.getCallId());
        allowed(
            entry,
            new Contact(e.getCampaign(), e.getContact()),
            List.of(e.getNumberKind()),
            findings);
      }
      case CallAttempted e -> attempted(entry, e, findings);
      case CallCompleted e -> dialled.remove(e.getCallId());
      default -> {
        // Dials nobody and arranges nothing.
      }
    }
  }

  private void added(HashedEntry entry, DoNotCallAdded e, Findings findings) {
    findings.count("contacts that are not to be called any more");
    Contact contact = new Contact(e.getCampaign(), e.getContact());
    Listed before = listed.remove(contact);
    Set<String> kinds = new HashSet<>(before == null ? Set.of() : before.kinds());
    e.getNumbers().stream().map(DoNotCallNumber::getNumberKind).forEach(kinds::add);
    boolean was = before != null && before.all();
    listed.put(
        contact, new Listed(was || e.getAllNumbers(), kinds, was ? before.since() : entry.at()));
    cancelling = e.getAllNumbers() ? Optional.of(e) : Optional.empty();
    if (listed.size() > REMEMBERED) {
      Iterator<Contact> oldest = listed.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** The contact's callbacks end with the same command. */
  private void cancelled(HashedEntry entry, Findings findings) {
    cancelling
        .filter(one -> !(entry.event() instanceof CallbackClosed))
        .ifPresent(
            one -> {
              cancelling = Optional.empty();
              findings.require(
                  !callbacks.containsValue(new Contact(one.getCampaign(), one.getContact())),
                  entry,
                  "%s: contact %s is not to be called, and a callback is kept"
                      .formatted(entry, one.getContact()));
            });
  }

  private void allowed(HashedEntry entry, Contact contact, List<String> kinds, Findings findings) {
    Listed one = listed.get(contact);
    findings.require(
        one == null || !(one.all() || (!kinds.isEmpty() && kinds.stream().allMatch(one::covers))),
        entry,
        "%s: contact %s is not to be called any more".formatted(entry, contact.reference()));
  }

  /** What agents dial was judged when it was asked for. */
  private void attempted(HashedEntry entry, CallAttempted e, Findings findings) {
    Listed one = listed.get(new Contact(e.getCampaign(), e.getContact()));
    findings.require(
        one == null
            || !one.all()
            || dialled.contains(e.getCallId())
            || e.getAttemptedAt() <= one.since() + HEARD_WITHIN_MS,
        entry,
        "%s: contact %s is not to be called any more, and was dialled"
            .formatted(entry, e.getContact()));
  }
}
