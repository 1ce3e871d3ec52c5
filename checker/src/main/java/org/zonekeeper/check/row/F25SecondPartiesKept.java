package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultCancelEnabled;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultEndGrounds;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.ConsultRequested;
import org.zonekeeper.schemas.journal.DigitsSent;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.journal.LegsJoinRequested;
import org.zonekeeper.schemas.journal.LegsNotJoined;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F25: consult, transfer and conference in hand at a failure go on as journalled: the new owner
 * announces the phase, the second party and the held customer that the journal says; nobody begins
 * or joins anything while the zone is not available; no customer is left on hold for a consult that
 * is over; and a call whose code is fixed has that code and no wrap-up.
 */
public final class F25SecondPartiesKept extends Judge {
  private static final class Second {
    private final String agent;
    private ConsultPhase phase = ConsultPhase.PENDING;

    Second(String agent) {
      this.agent = agent;
    }
  }

  private final Map<String, Second> seconds = new HashMap<>();
  private final Set<String> heldForConsult = new HashSet<>();
  private final Map<String, String> fixedCodes = new HashMap<>();
  private boolean outage;

  /** Of one zone's journal. */
  public F25SecondPartiesKept() {
    super("F25", "second parties, conferences and transfers go on through a failover");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneTakenOver e -> {
        outage = true;
        findings.count("second parties in hand at a failure", seconds.size());
      }
      case ZoneAvailable e -> outage = false;
      case ConsultRequested e -> {
        asked(entry, findings);
        findings.require(
            seconds.put(e.getCallId(), new Second(e.getSecondAgentId())) == null,
            entry,
            "%s: call %s had a second party already".formatted(entry, e.getCallId()));
      }
      case ConsultDialled e -> {
        asked(entry, findings);
        findings.count("second parties called");
        to(
            entry,
            e.getCallId(),
            e.getJoin() == LegJoin.TRANSFER ? ConsultPhase.BLIND_DIALLING : ConsultPhase.DIALLING,
            findings,
            ConsultPhase.PENDING);
      }
      case ConsultCancelEnabled e ->
          in(entry, e.getCallId(), findings, ConsultPhase.DIALLING, ConsultPhase.BLIND_DIALLING);
      case ConsultConnected e ->
          to(entry, e.getCallId(), ConsultPhase.ACTIVE, findings, ConsultPhase.DIALLING);
      case LegsJoinRequested e -> {
        asked(entry, findings);
        joins(entry, e, findings);
      }
      case LegsNotJoined e -> notJoined(entry, e.getCallId(), findings);
      case ConferenceStarted e -> {
        findings.count("conferences");
        to(
            entry,
            e.getCallId(),
            ConsultPhase.CONFERENCE,
            findings,
            ConsultPhase.STARTING_CONFERENCE,
            ConsultPhase.ACTIVE);
      }
      case ConferenceOwnershipChanged e -> {
        asked(entry, findings);
        in(entry, e.getCallId(), findings, ConsultPhase.CONFERENCE);
        Second changed = new Second(e.getSecondAgentId());
        changed.phase = ConsultPhase.CONFERENCE;
        seconds.put(e.getCallId(), changed);
      }
      case CallTransferred e -> transferred(entry, e, findings);
      case ConsultEnded e -> ended(entry, e, findings);
      case CallHeld e -> {
        if (e.getGrounds() == HoldGrounds.CONSULT) {
          heldForConsult.add(e.getCallId());
        }
      }
      case CallUnheld e -> heldForConsult.remove(e.getCallId());
      case DigitsSent e -> asked(entry, findings);
      case LiveCallAnnounced e -> announced(entry, e, findings);
      case WrapUpStarted e -> {
        gone(e.getCallId());
        findings.require(
            !fixedCodes.containsKey(e.getCallId()),
            entry,
            "%s: call %s has its code, nothing is left to wrap up".formatted(entry, e.getCallId()));
      }
      case CallCompleted e -> completed(entry, e, findings);
      default -> {
        // Of no second party.
      }
    }
  }

  /** What only a command can bring about does not happen while every command is refused. */
  private void asked(HashedEntry entry, Findings findings) {
    findings.require(
        !outage, entry, "%s was done while the zone was not available".formatted(entry));
  }

  private void joins(HashedEntry entry, LegsJoinRequested e, Findings findings) {
    Second second =
        in(entry, e.getCallId(), findings, ConsultPhase.ACTIVE, ConsultPhase.CONFERENCE);
    second.phase =
        e.getJoin() == LegJoin.CONFERENCE
            ? ConsultPhase.STARTING_CONFERENCE
            : second.phase == ConsultPhase.CONFERENCE
                ? ConsultPhase.LEAVING_CONFERENCE
                : ConsultPhase.TRANSFERRING;
  }

  private void notJoined(HashedEntry entry, String call, Findings findings) {
    Second second =
        in(
            entry,
            call,
            findings,
            ConsultPhase.TRANSFERRING,
            ConsultPhase.STARTING_CONFERENCE,
            ConsultPhase.LEAVING_CONFERENCE);
    second.phase =
        second.phase == ConsultPhase.LEAVING_CONFERENCE
            ? ConsultPhase.CONFERENCE
            : ConsultPhase.ACTIVE;
  }

  private void transferred(HashedEntry entry, CallTransferred e, Findings findings) {
    findings.count("transfers");
    in(
        entry,
        e.getCallId(),
        findings,
        ConsultPhase.BLIND_DIALLING,
        ConsultPhase.ACTIVE,
        ConsultPhase.TRANSFERRING,
        ConsultPhase.CONFERENCE,
        ConsultPhase.LEAVING_CONFERENCE);
    seconds.remove(e.getCallId());
    if (e.getCompletionCode() != null) {
      fixedCodes.put(e.getCallId(), e.getCompletionCode());
    }
  }

  private void ended(HashedEntry entry, ConsultEnded e, Findings findings) {
    Second second = seconds.remove(e.getCallId());
    if (e.getGrounds() == ConsultEndGrounds.OWNER_GONE) {
      // The customer waits for the owner's line, and for no consult any more.
      heldForConsult.remove(e.getCallId());
    }
    findings.require(
        second != null && second.phase == e.getPhase(),
        entry,
        "%s ends a consult of call %s at %s, the journal says %s"
            .formatted(entry, e.getCallId(), e.getPhase(), second == null ? "none" : second.phase));
  }

  private void announced(HashedEntry entry, LiveCallAnnounced e, Findings findings) {
    Second second = seconds.get(e.getCallId());
    ConsultPhase phase = second == null ? null : second.phase;
    findings.require(
        phase == e.getConsultPhase(),
        entry,
        "%s announces call %s as %s, the journal says %s"
            .formatted(entry, e.getCallId(), e.getConsultPhase(), phase));
    if (second != null) {
      findings.count("second parties announced after a failure");
      findings.require(
          Objects.equals(second.agent, e.getSecondAgentId()),
          entry,
          "%s announces %s as second party of call %s, the journal says %s"
              .formatted(entry, e.getSecondAgentId(), e.getCallId(), second.agent));
    }
  }

  private void completed(HashedEntry entry, CallCompleted e, Findings findings) {
    String fixed = fixedCodes.remove(e.getCallId());
    findings.require(
        fixed == null || fixed.equals(e.getCompletionCode()),
        entry,
        "call %s ended with %s, its code was %s from its transfer on"
            .formatted(e.getCallId(), e.getCompletionCode(), fixed));
    gone(e.getCallId());
    findings.require(
        seconds.remove(e.getCallId()) == null,
        entry,
        "call %s ended, its second party is on it still".formatted(e.getCallId()));
  }

  private void gone(String call) {
    heldForConsult.remove(call);
  }

  private void to(
      HashedEntry entry,
      String call,
      ConsultPhase phase,
      Findings findings,
      ConsultPhase... allowed) {
    in(entry, call, findings, allowed).phase = phase;
  }

  private Second in(HashedEntry entry, String call, Findings findings, ConsultPhase... allowed) {
    Second second = seconds.computeIfAbsent(call, none -> new Second(null));
    findings.require(
        Set.of(allowed).contains(second.phase),
        entry,
        "%s is about a second party that is %s".formatted(entry, second.phase));
    return second;
  }

  @Override
  public void end(Findings findings) {
    heldForConsult.stream()
        .filter(call -> !seconds.containsKey(call))
        .forEach(
            call ->
                findings.fault("call %s is on hold for a consult that is over".formatted(call)));
  }
}
