package org.zonekeeper.simulation.judge;

import java.util.HashSet;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.ZoneLife;

/**
 * F4, F5, F6, X1 and X2 as far as calls are concerned: who waited when the facts of an outage were
 * all in is marked before it ends, nobody of the old queue is ever assigned, nothing is authorised
 * meanwhile, and nobody is marked without an outage.
 */
final class OutageLaw implements Law {
  private final Faults faults;
  private final Set<String> oldQueue = new HashSet<>();
  private final Set<String> owed = new HashSet<>();
  private final Set<String> spared = new HashSet<>();

  OutageLaw(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void next(JournalEntry entry, ZoneState before) {
    boolean outage = before.zone().getLife() == ZoneLife.OUTAGE;
    switch (entry.event()) {
      case ZoneTakenOver taken -> {
        owed.clear();
        spared.clear();
        before.calls().stream()
            .filter(call -> call.getPhase() == CallPhase.QUEUED)
            .forEach(call -> oldQueue.add(call.getCallId()));
      }
      case BarrierPassed barrier -> {
        if (barrier.getStream() == InputStream.FACTS) {
          before.calls().stream()
              .filter(OutageLaw::waits)
              .forEach(
                  call -> (rescued(call, before, entry) ? spared : owed).add(call.getCallId()));
        }
      }
      case ZoneAvailable available -> {
        require(owed.isEmpty(), "F5: waited and not marked: " + owed, entry);
        owed.clear();
        spared.clear();
      }
      case CallAssigned assigned -> {
        require(!oldQueue.contains(assigned.getCallId()), "F6: assigned from the old queue", entry);
        require(!outage, "F12: assigned during an outage", entry);
      }
      case CallCompleted completed -> {
        if (oldQueue.remove(completed.getCallId())) {
          require(completed.getNuisance() != null, "F6: of the old queue, without a mark", entry);
        }
      }
      case CallMarkedNuisance mark -> {
        owed.remove(mark.getCallId());
        require(
            mark.getCause() != NuisanceCause.FAILOVER || !spared.contains(mark.getCallId()),
            "X2: marked though it could be rescued",
            entry);
        require(
            mark.getCause() != NuisanceCause.FAILOVER || outage,
            "X1: marked FAILOVER without an outage",
            entry);
      }
      case DiallingAuthorised lease ->
          require(!outage, "F4: dialling authorised during an outage", entry);
      default -> {
        // Says nothing about an outage.
      }
    }
  }

  /** Under the policy that rescues, whoever still has live-voice budget. */
  private static boolean rescued(CallRecord call, ZoneState before, JournalEntry entry) {
    long budgetEnd =
        Deadline.budgetEnd(call, before.job(call.getJobId()).orElseThrow().getSettings());
    return before.zone().getFailoverPolicy() == FailoverPolicy.RESCUE
        && call.getPhase() != CallPhase.QUEUED
        && entry.at() <= budgetEnd;
  }

  private static boolean waits(CallRecord call) {
    return switch (call.getPhase()) {
      case ANSWERED, QUEUED, ASSIGNED -> call.getNuisance() == null;
      case ATTEMPTING, CONNECTED, NUISANCE, WRAPUP -> false;
    };
  }

  private void require(boolean condition, String otherwise, JournalEntry entry) {
    if (!condition) {
      faults.fault(otherwise + ": " + entry);
    }
  }
}
