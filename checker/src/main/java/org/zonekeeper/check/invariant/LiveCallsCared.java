package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobStarted;

/**
 * Every live-answered call that ended had an agent, or a nuisance mark, or a customer who hung up
 * before the live-voice budget had run out. A mark shows in the call's end. Agents who came later
 * than the budget are counted: the call was not abandoned, but reports must know.
 */
final class LiveCallsCared implements ZoneInvariant {
  private final Map<String, JobSettings> jobs = new HashMap<>();
  private final Map<String, Answered> calls = new HashMap<>();

  /** A live-answered call under way. */
  private static final class Answered {
    private final long budgetEnd;
    private boolean marked;
    private boolean customerHungUp;

    Answered(long budgetEnd) {
      this.budgetEnd = budgetEnd;
    }
  }

  @Override
  public String id() {
    return "agent-or-mark";
  }

  @Override
  public String title() {
    return "a live-answered call has an agent, a nuisance mark or hung up";
  }

  @Override
  public void next(Read read, Notes notes) {
    switch (read.event()) {
      case JobStarted e -> jobs.put(e.getJobId(), e.getSettings());
      case JobChanged e -> jobs.put(e.getJobId(), e.getSettings());
      case JobEnded e -> jobs.remove(e.getJobId());
      case CallAnswered e -> calls.put(e.getCallId(), answered(e));
      case CallMarkedNuisance e -> {
        Answered call = calls.get(e.getCallId());
        if (call == null) {
          notes.fault(
              read, "%s marks call %s, which nobody answered".formatted(read, e.getCallId()));
        } else {
          call.marked = true;
        }
      }
      case CallDisconnected e -> {
        Answered call = calls.get(e.getCallId());
        if (call != null) {
          call.customerHungUp = e.getEndedBy() == Party.CUSTOMER;
        }
      }
      case CallCompleted e -> completed(read, e, notes);
      default -> {
        // Says nothing of how a live-answered call was cared for.
      }
    }
  }

  /** A job's budget cannot be changed while it runs. */
  private Answered answered(CallAnswered e) {
    JobSettings job = jobs.get(e.getJobId());
    return new Answered(e.getGreetingEndedAt() + (job == null ? 0 : job.getLiveVoiceBudgetMs()));
  }

  private void completed(Read read, CallCompleted end, Notes notes) {
    Answered call = calls.remove(end.getCallId());
    if (call == null) {
      return;
    }
    notes.count("live-answered calls ended");
    if (call.marked != (end.getNuisance() != null)) {
      notes.fault(
          read,
          "call %s: marked %s, but its end says nuisance %s"
              .formatted(end.getCallId(), call.marked, end.getNuisance()));
    }
    boolean agent = end.getConnectedAt() != null;
    count(call, end, notes);
    if (!agent && !call.marked && !hungUpInTime(call, end)) {
      notes.fault(
          read,
          "live-answered call %s ended with %s, without agent or mark"
              .formatted(end.getCallId(), end.getCompletionCode()));
    }
  }

  private static void count(Answered call, CallCompleted end, Notes notes) {
    boolean agent = end.getConnectedAt() != null;
    if (agent) {
      notes.count("had an agent");
    }
    if (agent && !call.marked && end.getConnectedAt() > call.budgetEnd) {
      notes.count("of them later than the budget");
    }
    if (call.marked) {
      notes.count(agent ? "a mark and an agent after all" : "a mark");
    }
  }

  private static boolean hungUpInTime(Answered call, CallCompleted end) {
    return call.customerHungUp
        && end.getDisconnectedAt() != null
        && end.getDisconnectedAt() <= call.budgetEnd;
  }
}
