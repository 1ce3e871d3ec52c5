package org.zonekeeper.check.row;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallStatusReceived;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F26: contacts that agents look at or dial go on through a failover: nothing is shown or dialled
 * while the zone is not available; what the platform knows no longer is taken from its agent; the
 * time for a decision does not run in an outage, and nothing is dialled at its end sooner than an
 * agent could have decided; no contact is dialled that no agent was shown.
 */
public final class F26AgentDialsKept extends Judge {
  private static final String IN_HAND = "contact that an agent looked at or dialled at a failure";

  /** What an agent has at least when an outage is over. */
  private static final long LEAST_LEFT_MS = 15_000;

  /**
   * A contact in an agent's hand.
   *
   * @param dialled whether the platform was asked to dial it
   */
  private record InHand(String agent, long deadline, boolean dialled) {}

  private final Map<String, InHand> inHand = new HashMap<>();
  private final Set<String> atFailure = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private String unknownBy = "";
  private long availableAt;
  private boolean outage;

  /** Of one zone's journal. */
  public F26AgentDialsKept() {
    super("F26", "contacts that agents look at or dial are kept or withdrawn by the facts");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    if (!unknown.isEmpty() && !unknownBy.equals(entry.event().getHeader().getCause().getId())) {
      unknown.forEach(
          call ->
              findings.fault(
                  entry,
                  "%s: the platform does not know call %s, its agent has it still"
                      .formatted(entry, call)));
      unknown.clear();
    }
    switch (entry.event()) {
      case ZoneTakenOver e -> {
        outage = true;
        atFailure.addAll(inHand.keySet());
        findings.exercised(inHand.size(), IN_HAND);
      }
      case ZoneAvailable e -> {
        outage = false;
        availableAt = e.getHeader().getAt();
      }
      case ContactOffered e -> {
        asked(entry, findings);
        findings.count("contacts shown to agents");
        inHand.put(e.getCallId(), new InHand(e.getAgentId(), e.getDeadline(), false));
      }
      case ContactDialled e -> dialled(entry, e, findings);
      case CallAttempted e -> attempted(entry, e, findings);
      case ContactReturned e -> {
        if (e.getAgentId() != null) {
          ended(entry, e.getCallId(), e.getAgentId(), false, findings);
        }
      }
      case PreviewWithdrawn e -> {
        findings.count("contacts withdrawn");
        ended(entry, e.getCallId(), e.getAgentId(), false, findings);
      }
      case AgentDialFailed e -> {
        findings.count("dials that reached nobody");
        ended(entry, e.getCallId(), e.getAgentId(), true, findings);
      }
      case CallStatusReceived e -> {
        e.getUnknownCalls().stream().filter(inHand::containsKey).forEach(unknown::add);
        unknownBy = e.getHeader().getCause().getId();
      }
      default -> entry.event().getOptionalCallId().ifPresent(call -> answeredOrOver(entry, call));
    }
  }

  private void answeredOrOver(HashedEntry entry, String call) {
    switch (entry.event().typeName()) {
      case "CallAnswered", "CallUnassigned", "CallCompleted" -> gone(call);
      default -> {
        // Changes nothing about a contact in hand.
      }
    }
  }

  private void asked(HashedEntry entry, Findings findings) {
    findings.require(
        !outage, entry, "%s was done while the zone was not available".formatted(entry));
  }

  private void dialled(HashedEntry entry, ContactDialled e, Findings findings) {
    asked(entry, findings);
    findings.count("contacts dialled by agents");
    InHand before = inHand.get(e.getCallId());
    boolean again = e.getRedialOf() != null || e.getGrounds() == DialGrounds.ORIGINATED;
    findings.require(
        again
            ? before == null && e.getRedialsLeft() >= 0
            : before != null && !before.dialled() && before.agent().equals(e.getAgentId()),
        entry,
        "%s dials a contact that agent %s was not shown".formatted(entry, e.getAgentId()));
    if (before != null && e.getGrounds() == DialGrounds.TIME_LIMIT) {
      boolean moved = atFailure.contains(e.getCallId());
      long least = moved ? availableAt + LEAST_LEFT_MS : before.deadline();
      findings.require(
          entry.at() >= least,
          entry,
          "%s dials by itself %d ms too early".formatted(entry, least - entry.at()));
    }
    inHand.put(e.getCallId(), new InHand(e.getAgentId(), 0, true));
  }

  private void attempted(HashedEntry entry, CallAttempted e, Findings findings) {
    InHand of = inHand.get(e.getCallId());
    findings.require(
        of == null || of.dialled(),
        entry,
        "%s: the contact was dialled while its agent looked at it".formatted(entry));
  }

  private void ended(
      HashedEntry entry, String call, String agent, boolean dialled, Findings findings) {
    InHand of = inHand.get(call);
    findings.require(
        of != null && of.dialled() == dialled && Objects.equals(of.agent(), agent),
        entry,
        "%s: call %s was not in the hand of agent %s, or not so".formatted(entry, call, agent));
    if (atFailure.contains(call)) {
      findings.count("ended after a failure that found them in hand");
    }
    gone(call);
  }

  private void gone(String call) {
    inHand.remove(call);
    atFailure.remove(call);
    unknown.remove(call);
  }

  @Override
  public void end(Findings findings) {
    findings.exercised(0, IN_HAND);
    unknown.forEach(
        call ->
            findings.fault(
                "the platform does not know call %s, its agent has it still".formatted(call)));
  }
}
