package org.zonekeeper.check.invariant;

import org.zonekeeper.check.journal.OpenCall;
import org.zonekeeper.check.journal.OpenCalls;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;

/**
 * Every live-answered call that ended had an agent, or a nuisance mark, or a customer who hung up
 * before the live-voice budget had run out. A mark shows in the call's end. Agents who came later
 * than the budget are counted: the call was not abandoned, but reports must know.
 */
public final class LiveCallsCared extends Judge {
  private final OpenCalls calls = new OpenCalls();

  /** Of one zone's journal. */
  public LiveCallsCared() {
    super("agent-or-mark", "a live-answered call has an agent, a nuisance mark or hung up");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case CallMarkedNuisance e ->
          findings.require(
              calls.get(e.getCallId()).filter(OpenCall::isLive).isPresent(),
              entry,
              "%s marks call %s, which nobody answered".formatted(entry, e.getCallId()));
      case CallCompleted e ->
          calls
              .get(e.getCallId())
              .filter(OpenCall::isLive)
              .ifPresent(call -> completed(entry, call, e, findings));
      default -> {
        // Says nothing of how a live-answered call was cared for.
      }
    }
    calls.apply(entry.event());
  }

  private static void completed(
      HashedEntry entry, OpenCall call, CallCompleted end, Findings findings) {
    boolean marked = call.nuisance().isPresent();
    boolean agent = end.getConnectedAt() != null;
    findings.count("live-answered calls ended");
    findings.require(
        marked == (end.getNuisance() != null),
        entry,
        "call %s: marked %s, but its end says nuisance %s"
            .formatted(call.id(), marked, end.getNuisance()));
    if (agent) {
      findings.count("had an agent");
    }
    if (agent && !marked && end.getConnectedAt() > call.budgetEnd()) {
      findings.count("of them later than the budget");
    }
    if (marked) {
      findings.count(agent ? "a mark and an agent after all" : "a mark");
    }
    boolean hungUpInTime =
        call.customerHungUp()
            && end.getDisconnectedAt() != null
            && end.getDisconnectedAt() <= call.budgetEnd();
    findings.require(
        agent || marked || hungUpInTime,
        entry,
        "live-answered call %s ended with %s, without agent or mark"
            .formatted(call.id(), end.getCompletionCode()));
  }
}
