package org.zonekeeper.check.row;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.journal.OpenCall;
import org.zonekeeper.check.journal.OpenCall.Phase;
import org.zonekeeper.check.journal.OpenCalls;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.run.ZoneRun;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F6: a call that waited in the queue when the owner failed is never given to an agent afterwards;
 * it ends as nuisance, cause FAILOVER.
 */
public final class F06QueuedCallsDropped extends Judge {
  private final Optional<ZoneRun> run;
  private final OpenCalls calls = new OpenCalls();

  /** Queued at a failure and still under way. */
  private final Set<String> oldQueue = new HashSet<>();

  /** All that were ever in it; kept for a run alone, which has the platform's orders. */
  private final Set<String> dropped = new HashSet<>();

  /**
   * @param run what the platform was ordered, if it is known
   */
  public F06QueuedCallsDropped(Optional<ZoneRun> run) {
    super("F6", "no call of the old queue is assigned; each ends as nuisance");
    this.run = run;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneTakenOver e -> takenOver(findings);
      case CallAssigned e -> notGiven(entry, e.getCallId(), findings);
      case CallConnected e -> notGiven(entry, e.getCallId(), findings);
      case ZoneAvailable e -> oldQueue.forEach(id -> marked(entry, id, findings));
      case CallCompleted e -> {
        if (oldQueue.remove(e.getCallId())) {
          findings.count("of them ended");
          findings.require(
              e.getNuisance() == NuisanceCause.FAILOVER,
              entry,
              "queued call %s ended with %s, nuisance %s"
                  .formatted(e.getCallId(), e.getCompletionCode(), e.getNuisance()));
        }
      }
      default -> {
        // Nothing happens to the old queue.
      }
    }
    calls.apply(entry.event());
  }

  private void takenOver(Findings findings) {
    calls.all().stream()
        .filter(call -> call.phase() == Phase.QUEUED && call.nuisance().isEmpty())
        .map(OpenCall::id)
        .filter(oldQueue::add)
        .forEach(
            id -> {
              run.ifPresent(known -> dropped.add(id));
              findings.count("calls waited in a queue at a failure");
              findings.exercised(1, "call waited in a queue at a failure");
            });
  }

  private void notGiven(HashedEntry entry, String id, Findings findings) {
    findings.require(
        !oldQueue.contains(id) && !dropped.contains(id),
        entry,
        "call %s of the old queue was given to an agent: %s".formatted(id, entry));
  }

  private void marked(HashedEntry entry, String id, Findings findings) {
    findings.require(
        calls.get(id).flatMap(OpenCall::nuisance).equals(Optional.of(NuisanceCause.FAILOVER)),
        entry,
        "queued call %s was not marked FAILOVER".formatted(id));
  }

  @Override
  public void end(Findings findings) {
    findings.exercised(0, "call waited in a queue at a failure");
    findings.exercised(dropped.size() - oldQueue.size(), "call of the old queue ended");
    for (LogLine order : run.map(known -> known.platform("order")).orElse(List.of())) {
      findings.require(
          !order.text("type").equals("BridgeAgent") || !dropped.contains(order.text("callId")),
          "the platform was ordered to bridge call %s of the old queue"
              .formatted(order.text("callId")));
    }
  }
}
