package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.journal.OpenCall;
import org.zonekeeper.check.journal.OpenCalls;
import org.zonekeeper.check.journal.ZonePhase;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.run.ZoneRun;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * X2: a failure within a zone's failover tolerance is no outage, and is noticed by nobody; under
 * the policy that spares calls an outage marks only those whose live-voice budget has run out.
 * Zones without either put nothing to the test here.
 */
public final class X02RescuableCallsSpared extends Judge {
  private final Optional<ZoneRun> run;
  private final OpenCalls calls = new OpenCalls();
  private final ZonePhase zone = new ZonePhase();
  private final Set<String> spared = new HashSet<>();
  private final List<ToleratedFailure> tolerated = new ArrayList<>();
  private long lastAt;
  private long exercised;

  /** A change of owner within the tolerance, and when the zone's last event before it was. */
  private record ToleratedFailure(JournalEntry change, long lastBefore) {}

  /**
   * @param run what desktops heard, if it is known
   */
  public X02RescuableCallsSpared(Optional<ZoneRun> run) {
    super("X2", "what is tolerated is not noticed; who still has budget is spared");
    this.run = run;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneHandedOver e when e.getTolerated() -> tolerated(entry, e, findings);
      case ZoneTakenOver e -> takenOver(entry, e, findings);
      case CallMarkedNuisance e when e.getCause() == NuisanceCause.FAILOVER && sparing() ->
          calls.get(e.getCallId()).ifPresent(call -> marked(entry, call, findings));
      case ZoneAvailable e when sparing() -> {
        exercised++;
        findings.count("outages that spared calls");
        calls.all().stream().filter(OpenCall::isUncared).map(OpenCall::id).forEach(spared::add);
      }
      case CallConnected e -> {
        if (spared.remove(e.getCallId())) {
          findings.count("waiting calls got an agent after all");
        }
      }
      case CallCompleted e -> spared.remove(e.getCallId());
      default -> {
        // Nothing is marked, spared or tolerated.
      }
    }
    calls.apply(entry.event());
    zone.apply(entry.event());
    lastAt = entry.at();
  }

  private boolean sparing() {
    return zone.isOutage() && zone.sparesCalls();
  }

  private void tolerated(HashedEntry entry, ZoneHandedOver handed, Findings findings) {
    exercised++;
    findings.count("failures tolerated");
    findings.require(
        handed.getToleranceMs() > 0, entry, entry + " was tolerated by a zone without a tolerance");
    run.ifPresent(
        known ->
            tolerated.add(new ToleratedFailure(entry.entry(), lastAt == 0 ? entry.at() : lastAt)));
  }

  /** An owner's own silence counts from what it committed, not from what it tolerates. */
  private void takenOver(HashedEntry entry, ZoneTakenOver taken, Findings findings) {
    findings.require(
        zone.isOutage()
            || taken.getOwner().equals(taken.getPreviousOwner())
            || taken.getToleranceMs() == 0
            || entry.at() - taken.getOutageBeganAt() > taken.getToleranceMs(),
        entry,
        entry + " is an outage within the tolerance");
  }

  private static void marked(HashedEntry entry, OpenCall call, Findings findings) {
    findings.require(
        !call.isLive() || call.isExpired(entry.at()),
        entry,
        "call %s still had live-voice budget and was marked FAILOVER".formatted(call.id()));
  }

  @Override
  public void end(Findings findings) {
    findings.exercisedIfAny(
        exercised, "zone with a failover tolerance or a policy that spares calls lost its owner");
    for (ToleratedFailure one : tolerated) {
      Unnoticed.after(
              one.change(), one.lastBefore(), run.orElseThrow().run(), "a tolerated failure")
          .judge(run.orElseThrow().run(), findings);
    }
  }
}
