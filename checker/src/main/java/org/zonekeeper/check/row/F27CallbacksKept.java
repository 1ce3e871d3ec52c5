package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.domain.decide.CompletionCodes;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.journal.CallbackPostponeGrounds;
import org.zonekeeper.schemas.journal.CallbackPostponed;
import org.zonekeeper.schemas.journal.CallbackReassigned;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F27: callbacks that are due during an outage are neither lost nor dialled before the zone works:
 * each falls due at its time, or when the zone works again; none is offered in an outage, before
 * its time, or together with another; whose window an outage took can be taken for a minute behind
 * it; one that an agent had in hand is done, put off or given up when that ends, and never
 * forgotten.
 */
public final class F27CallbacksKept extends Judge {
  private static final String TO_COME = "callback that was to come, or in hand, at a failure";

  /** Between two offers, as the zone has it. */
  private static final long SPACING_MS = 200;

  /** What a callback is offered for at least when an outage is over. */
  private static final long LEAST_LEFT_MS = 60_000;

  /** A zone that works looks at its clock far more often. */
  private static final long LATEST_MS = 30_000;

  private enum Standing {
    SCHEDULED,
    DUE,
    OFFERED
  }

  /**
   * A callback that is open.
   *
   * @param call of the last offer; empty: none yet
   */
  private record Open(Standing standing, long dueAt, long expiresAt, String call) {}

  private final Map<String, Open> open = new HashMap<>();
  private final Map<String, String> byCall = new HashMap<>();
  private final Set<String> talked = new HashSet<>();
  private Optional<CallbackOffered> shownNext = Optional.empty();
  private long offeredAt = Long.MIN_VALUE / 2;
  private long outageBeganAt = Long.MAX_VALUE;
  private long availableAt;
  private long lastAt;
  private boolean outage;

  /** Of one zone's journal. */
  public F27CallbacksKept() {
    super("F27", "callbacks due in an outage are neither lost nor dialled before the zone works");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    lastAt = entry.at();
    shownNext.ifPresent(offer -> shown(entry, offer, findings));
    switch (entry.event()) {
      case ZoneTakenOver e -> {
        outage = true;
        outageBeganAt = e.getOutageBeganAt();
        findings.exercised(open.size(), TO_COME);
      }
      case ZoneAvailable e -> {
        outage = false;
        availableAt = entry.at();
      }
      case CallbackScheduled e -> {
        findings.count("callbacks arranged");
        open.put(
            e.getCallbackId(), new Open(Standing.SCHEDULED, e.getDueAt(), e.getExpiresAt(), ""));
      }
      case CallbackDue e -> due(entry, e, findings);
      case CallbackOffered e -> offered(entry, e, findings);
      case CallbackReassigned e ->
          known(entry, e.getCallbackId(), findings)
              .ifPresent(
                  of ->
                      findings.require(
                          of.standing() != Standing.OFFERED,
                          entry,
                          "%s: an agent has the callback in hand".formatted(entry)));
      case CallbackPostponed e -> postponed(entry, e, findings);
      case CallbackClosed e -> closed(entry, e, findings);
      case ContactDialled e -> dialled(entry, e, findings);
      case CallConnected e -> {
        if (byCall.containsKey(e.getCallId())) {
          talked.add(e.getCallId());
        }
      }
      case CallCompleted e -> {
        if (!e.getCompletionCode().equals(CompletionCodes.REDIALLED)) {
          settled(entry, e.getCallId(), findings);
        }
      }
      case ContactReturned e -> settled(entry, e.getCallId(), findings);
      case PreviewWithdrawn e -> settled(entry, e.getCallId(), findings);
      default -> {
        // Changes nothing about a callback.
      }
    }
  }

  private void due(HashedEntry entry, CallbackDue e, Findings findings) {
    works(entry, findings);
    known(entry, e.getCallbackId(), findings)
        .ifPresent(
            of -> {
              findings.require(
                  of.standing() == Standing.SCHEDULED && entry.at() >= of.dueAt(),
                  entry,
                  "%s: the callback was %s, due at %d".formatted(entry, of.standing(), of.dueAt()));
              if (of.dueAt() >= outageBeganAt && of.dueAt() <= availableAt) {
                findings.count("callbacks that fell due in an outage");
              }
              open.put(
                  e.getCallbackId(), new Open(Standing.DUE, of.dueAt(), of.expiresAt(), of.call()));
            });
  }

  private void offered(HashedEntry entry, CallbackOffered e, Findings findings) {
    works(entry, findings);
    findings.count("callbacks offered");
    findings.require(
        entry.at() - offeredAt >= SPACING_MS,
        entry,
        "%s: %d ms behind another one".formatted(entry, entry.at() - offeredAt));
    offeredAt = entry.at();
    known(entry, e.getCallbackId(), findings)
        .ifPresent(
            of -> {
              findings.require(
                  of.standing() == Standing.DUE,
                  entry,
                  "%s: the callback was %s".formatted(entry, of.standing()));
              inHand(e.getCallbackId(), of, e.getCallId());
            });
    shownNext = Optional.of(e);
  }

  /** The contact is shown under the call that was announced. */
  private void shown(HashedEntry entry, CallbackOffered offer, Findings findings) {
    shownNext = Optional.empty();
    findings.require(
        entry.event() instanceof ContactOffered shown
            && offer.getCallbackId().equals(shown.getCallbackId())
            && shown.getCallId().equals(offer.getCallId())
            && shown.getAgentId().equals(offer.getAgentId()),
        entry,
        "%s: not the contact of callback %s, which was offered"
            .formatted(entry, offer.getCallbackId()));
  }

  private void dialled(HashedEntry entry, ContactDialled e, Findings findings) {
    if (e.getCallbackId() == null) {
      return;
    }
    works(entry, findings);
    Optional<Open> of = Optional.ofNullable(open.get(e.getCallbackId()));
    String hand = e.getRedialOf() == null ? e.getCallId() : e.getRedialOf();
    of.filter(one -> one.standing() == Standing.OFFERED && one.call().equals(hand))
        .ifPresent(one -> inHand(e.getCallbackId(), one, e.getCallId()));
    findings.require(
        e.getRedialOf() != null || of.filter(one -> one.call().equals(hand)).isPresent(),
        entry,
        "%s dials for callback %s, which is not in hand".formatted(entry, e.getCallbackId()));
  }

  private void inHand(String callback, Open of, String call) {
    byCall.remove(of.call());
    byCall.put(call, callback);
    open.put(callback, new Open(Standing.OFFERED, of.dueAt(), of.expiresAt(), call));
  }

  private void postponed(HashedEntry entry, CallbackPostponed e, Findings findings) {
    known(entry, e.getCallbackId(), findings)
        .ifPresent(
            of -> {
              if (e.getGrounds() == CallbackPostponeGrounds.MISSED) {
                missed(entry, of, findings);
              }
              byCall.remove(of.call());
              open.put(
                  e.getCallbackId(),
                  new Open(Standing.SCHEDULED, e.getDueAt(), e.getExpiresAt(), ""));
            });
  }

  private void closed(HashedEntry entry, CallbackClosed e, Findings findings) {
    known(entry, e.getCallbackId(), findings)
        .ifPresent(
            of -> {
              findings.count("callbacks ended: " + e.getGrounds());
              if (e.getGrounds() == CallbackEndGrounds.EXPIRED && of.standing() == Standing.DUE) {
                missed(entry, of, findings);
              }
              findings.require(
                  e.getGrounds() != CallbackEndGrounds.DONE || talked.contains(of.call()),
                  entry,
                  "%s: nobody has talked".formatted(entry));
              byCall.remove(of.call());
              talked.remove(of.call());
              open.remove(e.getCallbackId());
            });
  }

  /** Its window must have gone by, and what an outage took of it is given back. */
  private void missed(HashedEntry entry, Open of, Findings findings) {
    works(entry, findings);
    boolean waitedInOutage = of.dueAt() <= availableAt && outageBeganAt != Long.MAX_VALUE;
    long least =
        waitedInOutage ? Math.max(of.expiresAt(), availableAt + LEAST_LEFT_MS) : of.expiresAt();
    findings.require(
        of.standing() == Standing.DUE && entry.at() >= least,
        entry,
        "%s: missed %d ms too early".formatted(entry, least - entry.at()));
  }

  /** Whatever an agent had in hand has been settled when that is over. */
  private void settled(HashedEntry entry, String call, Findings findings) {
    findings.require(
        !byCall.containsKey(call),
        entry,
        "%s: callback %s was in hand with it, and is forgotten".formatted(entry, byCall.get(call)));
    byCall.remove(call);
    talked.remove(call);
  }

  private Optional<Open> known(HashedEntry entry, String callback, Findings findings) {
    findings.require(
        open.containsKey(callback),
        entry,
        "%s: there is no callback %s".formatted(entry, callback));
    return Optional.ofNullable(open.get(callback));
  }

  private void works(HashedEntry entry, Findings findings) {
    findings.require(
        !outage, entry, "%s was done while the zone was not available".formatted(entry));
  }

  @Override
  public void end(Findings findings) {
    findings.exercised(0, TO_COME);
    if (outage || availableAt + LATEST_MS >= lastAt) {
      return;
    }
    open.forEach(
        (callback, of) -> {
          if (of.standing() == Standing.SCHEDULED && of.dueAt() + LATEST_MS < lastAt) {
            findings.fault(
                "callback %s never fell due, %d ms after its time"
                    .formatted(callback, lastAt - of.dueAt()));
          }
        });
  }
}
