package org.zonekeeper.check.row;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.journal.OpenCall;
import org.zonekeeper.check.journal.OpenCalls;
import org.zonekeeper.check.journal.ZonePhase;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.run.CallHistory;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.ZoneRun;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F5: each call that was answered by live voice and had no agent on it is marked nuisance, cause
 * FAILOVER, before the zone works again; no other call is. Where the policy spares those who still
 * have live-voice budget (X2), the others are owed their marks.
 */
public final class F05WaitingCallsMarked extends Judge {
  private static final String WAITED = "live-answered call waited for an agent at a failure";

  private final Optional<ZoneRun> run;
  private final OpenCalls calls = new OpenCalls();
  private final ZonePhase zone = new ZonePhase();

  /** Those that waited when the last fact of the outage had been read. */
  private final Set<String> owed = new LinkedHashSet<>();

  private boolean factsRead;

  /**
   * @param run what the platform reported, if it is known
   */
  public F05WaitingCallsMarked(Optional<ZoneRun> run) {
    super("F5", "live-answered calls without an agent are marked nuisance");
    this.run = run;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneTakenOver e -> {
        owed.clear();
        factsRead = false;
      }
      case BarrierPassed e when e.getStream() == InputStream.FACTS -> {
        factsRead = true;
        calls.all().stream()
            .filter(call -> call.isUncared() && owesMark(call, entry))
            .forEach(call -> owed.add(call.id()));
      }
      case CallMarkedNuisance e when e.getCause() == NuisanceCause.FAILOVER ->
          marked(entry, e.getCallId(), findings);
      case CallCompleted e when zone.isOutage() ->
          calls
              .get(e.getCallId())
              .filter(call -> factsRead ? owed.contains(call.id()) : !spares(call))
              .ifPresent(call -> cared(entry, call, findings));
      case ZoneAvailable e when zone.isOutage() -> over(entry, findings);
      default -> {
        // Neither a mark nor the end of what must be marked.
      }
    }
    calls.apply(entry.event());
    zone.apply(entry.event());
  }

  private boolean owesMark(OpenCall call, HashedEntry entry) {
    return !spares(call) || call.isExpired(entry.at());
  }

  /** F26: a call that an agent dialled is joined by the platform itself, within its budget. */
  private boolean spares(OpenCall call) {
    return zone.sparesCalls() || call.isBeingJoined();
  }

  private void marked(HashedEntry entry, String id, Findings findings) {
    Optional<OpenCall> call = calls.get(id);
    findings.require(
        zone.isOutage(), entry, "call %s was marked FAILOVER outside of an outage".formatted(id));
    findings.require(
        call.filter(OpenCall::hadAgent).isEmpty(),
        entry,
        "call %s was marked FAILOVER with an agent on the line".formatted(id));
    findings.require(
        call.filter(OpenCall::isLive).isPresent(),
        entry,
        "call %s was marked FAILOVER without live voice".formatted(id));
    findings.count("calls marked FAILOVER");
    findings.exercised(1, WAITED);
  }

  private void over(HashedEntry available, Findings findings) {
    for (OpenCall call : calls.all()) {
      if (owed.contains(call.id()) || (!factsRead && owesMark(call, available))) {
        cared(available, call, findings);
      }
      if (call.isLive() && !call.isUncared()) {
        findings.count("live-answered calls with an agent or a mark");
      }
    }
    if (zone.sparesCalls()) {
      findings.exercised(1, WAITED);
    }
  }

  private static void cared(HashedEntry entry, OpenCall call, Findings findings) {
    findings.require(
        !call.isUncared(),
        entry,
        "call %s of %s was live-answered, had no agent and was not marked"
            .formatted(call.id(), entry.zone()));
  }

  @Override
  public void end(Findings findings) {
    findings.exercised(0, WAITED);
    run.ifPresent(known -> known.mended().forEach(outage -> heard(known, outage, findings)));
  }

  /** What the platform reported during the outage is applied, however late. */
  private static void heard(ZoneRun known, Outage outage, Findings findings) {
    for (LogLine fact : known.run().facts(outage.zone(), "LiveVoiceDetected")) {
      findings.require(
          fact.at() < outage.beganAt()
              || fact.at() >= outage.takenOver().orElseThrow().getHeader().getAt()
              || known
                  .run()
                  .journal()
                  .call(fact.text("callId"))
                  .filter(F05WaitingCallsMarked::isHeard)
                  .isPresent(),
          "call %s was answered during the outage; the journal never heard of it"
              .formatted(fact.text("callId")));
    }
  }

  /**
   * Whether the answer found its call, or came too late for it: a call may have had its end when it
   * is answered, as when an owner's clock is set forward past the time that a call may ring.
   */
  private static boolean isHeard(CallHistory call) {
    return call.first(CallAnswered.class).isPresent()
        || call.every(UnknownCallAnswered.class).stream()
            .anyMatch(late -> call.hasBefore(CallCompleted.class, late.sequence()));
  }
}
