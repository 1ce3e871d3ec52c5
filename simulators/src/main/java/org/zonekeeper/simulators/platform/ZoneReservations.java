package org.zonekeeper.simulators.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.fact.AttemptFailed;
import org.zonekeeper.schemas.fact.ContactReserved;
import org.zonekeeper.schemas.fact.ContactWithdrawn;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.order.DialContact;
import org.zonekeeper.schemas.order.DialNumber;
import org.zonekeeper.schemas.order.ReserveContact;
import org.zonekeeper.schemas.order.ReserveContacts;
import org.zonekeeper.schemas.order.ReturnContact;
import org.zonekeeper.schemas.order.StopCallingContact;
import org.zonekeeper.simulators.contacts.Contact;
import org.zonekeeper.simulators.platform.DialList.Dial;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;
import org.zonekeeper.simulators.platform.ZoneDialling.JobContacts;
import org.zonekeeper.simulators.platform.ZoneDialling.ZoneLines;

/**
 * One zone's contacts that agents look at: reserved under leases, dialled on order, returned to the
 * list or withdrawn. Confined to the platform's thread.
 */
final class ZoneReservations {
  /** Which numbers a contact has; the simulated people answer at any of them. */
  private static final List<String> NUMBER_KINDS = List.of("mobile", "home");

  /** A returned contact is offered again, but not at once. */
  private static final long AGAIN_AFTER_MS = 5_000;

  private static final long REJECTED_FOR_MS = Duration.ofHours(1).toMillis();

  /** One in so many reserved contacts is erased while somebody looks at it, soon after. */
  private static final int WITHDRAWN_ONE_IN = 40;

  private static final long WITHDRAWN_AFTER_MS = 200;

  private final ZoneDialling dialling;
  private final ZoneLines zone;
  private final PlatformSettings settings;
  private final PlatformTimers timers;
  private final Map<String, Reserved> reserved = new LinkedHashMap<>();
  private final Map<String, Dial> lastDials = new HashMap<>();
  private final Map<String, Deque<Returned>> returned = new HashMap<>();
  private final Map<String, Rejection> rejections = new HashMap<>();
  private String askedInVain = "";
  private long count;

  private record Reserved(String jobId, String campaign, Dial dial) {
    String contact() {
      return dial.contact().reference();
    }
  }

  private record Returned(Dial dial, long from) {}

  private record Rejection(String agentId, long until) {}

  ZoneReservations(
      ZoneDialling dialling, ZoneLines zone, PlatformSettings settings, PlatformTimers timers) {
    this.dialling = dialling;
    this.zone = zone;
    this.settings = settings;
    this.timers = timers;
  }

  /** The calls that the reserved contacts may become. */
  Collection<String> callIds() {
    return reserved.keySet();
  }

  void reserve(ReserveContacts order, long now) {
    long end = ZoneDialling.endOf(order.getHeader(), order.getValidUntil(), now);
    long spacing = settings.lines().dialSpacing().toMillis();
    for (int i = 0; i < order.getCount(); i++) {
      timers.at(now + i * spacing, at -> reserveOne(order, end, at));
    }
  }

  private void reserveOne(ReserveContacts order, long end, long now) {
    if (!dialling.isValid(order.getHeader(), end, now)) {
      return;
    }
    JobContacts contacts = dialling.contactsOf(order.getJobId(), order.getCampaign());
    Optional<Dial> next = again(order, now).or(contacts::next);
    if (next.isEmpty()) {
      reportUsedUp(order, contacts, now);
      return;
    }
    String callId = contacts.nextCallId();
    String contact = next.get().contact().reference();
    reserved.put(callId, new Reserved(order.getJobId(), order.getCampaign(), next.get()));
    zone.facts()
        .report(
            now,
            header ->
                new ContactReserved(
                    header,
                    callId,
                    order.getJobId(),
                    contact,
                    order.getAuthorisationId(),
                    NUMBER_KINDS,
                    notFor(contact, now)));
    if (++count % WITHDRAWN_ONE_IN == 0) {
      timers.at(now + WITHDRAWN_AFTER_MS, at -> withdraw(callId, at));
    }
  }

  /** The contact of a callback, out of its turn. */
  void reserve(ReserveContact order, long now) {
    if (!dialling.isValid(order.getHeader(), now, now)) {
      return;
    }
    dialling
        .contactsOf(order.getJobId(), order.getCampaign())
        .of(order.getContact())
        .ifPresentOrElse(
            dial ->
                reserved.put(
                    order.getCallId(), new Reserved(order.getJobId(), order.getCampaign(), dial)),
            () ->
                zone.facts()
                    .report(
                        now,
                        header ->
                            new ContactWithdrawn(
                                header, order.getCallId(), "no such contact on the list")));
  }

  private Optional<Dial> again(ReserveContacts order, long now) {
    Deque<Returned> back = returned.getOrDefault(order.getJobId(), new ArrayDeque<>());
    back.removeIf(one -> dialling.isSuspended(one.dial().contact().reference()));
    back.removeIf(
        one ->
            !mayBeCalled(zone.doNotCall(), order.getCampaign(), one.dial().contact().reference()));
    return Optional.ofNullable(back.peekFirst())
        .filter(first -> first.from() <= now)
        .map(first -> back.removeFirst().dial());
  }

  /** Contacts that were returned are offered before the list counts as used up. */
  private void reportUsedUp(ReserveContacts order, JobContacts contacts, long now) {
    boolean waiting = !returned.getOrDefault(order.getJobId(), new ArrayDeque<>()).isEmpty();
    if (contacts.ends() && !waiting && !askedInVain.equals(order.getAuthorisationId())) {
      askedInVain = order.getAuthorisationId();
      zone.facts().report(now, header -> new ContactsExhausted(header, order.getJobId()));
    }
  }

  private List<String> notFor(String contact, long now) {
    return Optional.ofNullable(rejections.get(contact))
        .filter(rejection -> rejection.until() > now)
        .map(Rejection::agentId)
        .stream()
        .toList();
  }

  private void withdraw(String callId, long now) {
    if (reserved.remove(callId) != null) {
      zone.facts()
          .report(now, header -> new ContactWithdrawn(header, callId, "erased from the list"));
    }
  }

  /** Whether there is a number left that may be called. */
  static boolean mayBeCalled(DoNotCallList list, String campaign, String contact) {
    return NUMBER_KINDS.stream().anyMatch(kind -> !list.has(campaign, contact, kind));
  }

  /** Whoever says so may still be looked at, by the agent who was told. */
  void withdrawOthers(StopCallingContact order, long now) {
    List.copyOf(reserved.entrySet()).stream()
        .filter(one -> !one.getKey().equals(order.getCallId()))
        .filter(one -> one.getValue().campaign().equals(order.getCampaign()))
        .filter(one -> one.getValue().contact().equals(order.getContact()))
        .filter(one -> !mayBeCalled(zone.doNotCall(), order.getCampaign(), order.getContact()))
        .forEach(
            one -> {
              reserved.remove(one.getKey());
              zone.facts()
                  .report(
                      now,
                      header ->
                          new ContactWithdrawn(header, one.getKey(), "on the do-not-call list"));
            });
  }

  /** F4: an order that is too old dials nobody. */
  void dial(DialContact order, long now) {
    long end = ZoneDialling.endOf(order.getHeader(), order.getValidUntil(), now);
    Reserved held = reserved.remove(order.getCallId());
    Optional<Dial> dial =
        Optional.ofNullable(held)
            .map(Reserved::dial)
            .or(() -> Optional.ofNullable(lastDials.get(order.getContact())).map(Dial::again));
    if (!dialling.isValid(order.getHeader(), end, now)) {
      failed(order, "the order came too late", now);
    } else if (dial.isEmpty()) {
      failed(order, "the contact is not reserved", now);
    } else if (zone.doNotCall()
        .has(order.getCampaign(), order.getContact(), order.getNumberKind())) {
      failed(order, "the number is on the do-not-call list", now);
    } else {
      lastDials.put(order.getContact(), dial.get());
      start(order, dial.get(), end, now);
    }
  }

  /** Whoever is called is nobody of a list, and as people are. */
  void dial(DialNumber order, long now) {
    long end = ZoneDialling.endOf(order.getHeader(), order.getValidUntil(), now);
    if (!dialling.isValid(order.getHeader(), end, now)) {
      zone.facts()
          .report(
              now,
              header -> new AttemptFailed(header, order.getCallId(), "the order came too late"));
      return;
    }
    Contact somebody =
        new Contact(
            order.getContact(), 1 + Math.floorMod(order.getContact().hashCode(), 300), 1, 0, false);
    dialling.started(
        new Attempt(
            now, zone.name(), order.getCallId(), order.getJobId(), order.getAuthorisationId(), end),
        order.getContact());
    JobContacts contacts = dialling.contactsOf(order.getJobId(), order.getCampaign());
    zone.calls()
        .beginFor(
            new ZoneCalls.Dialler(order.getAgentId(), false),
            order.getCallId(),
            contacts.fateOf(new Dial(somebody, 1, 0)),
            order.getRingTimeoutMs(),
            now);
  }

  private void start(DialContact order, Dial dial, long end, long now) {
    dialling.started(
        new Attempt(
            now, zone.name(), order.getCallId(), order.getJobId(), order.getAuthorisationId(), end),
        order.getContact());
    JobContacts contacts = dialling.contactsOf(order.getJobId(), order.getCampaign());
    zone.calls()
        .beginFor(
            new ZoneCalls.Dialler(order.getAgentId(), order.getClassify()),
            order.getCallId(),
            contacts.fateOf(dial),
            order.getRingTimeoutMs(),
            now);
  }

  private void failed(DialContact order, String cause, long now) {
    zone.facts().report(now, header -> new AttemptFailed(header, order.getCallId(), cause));
  }

  void takeBack(ReturnContact order, long now) {
    Reserved held = reserved.remove(order.getCallId());
    if (held == null
        || order.getGrounds() == ContactReturnGrounds.CANCELLED
        || order.getGrounds() == ContactReturnGrounds.DO_NOT_CALL
        || dialling.isSuspended(order.getContact())) {
      return;
    }
    if (order.getGrounds() == ContactReturnGrounds.REJECTED) {
      rejections.put(order.getContact(), new Rejection(order.getAgentId(), now + REJECTED_FOR_MS));
    }
    returned
        .computeIfAbsent(held.jobId(), job -> new ArrayDeque<>())
        .addLast(new Returned(held.dial(), now + AGAIN_AFTER_MS));
  }
}
