package org.zonekeeper.check.invariant;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.zonekeeper.check.invariant.OpenCall.Phase;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallRecordingResumed;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/**
 * A call begins once, ends once with one completion code, and lives in order in between; nothing
 * happens to it before or after, and its end says what its events said.
 */
final class CallLives implements ZoneInvariant {
  private final Map<String, OpenCall> open = new HashMap<>();
  private final IdLedger begun = new IdLedger();

  @Override
  public String id() {
    return "one-end-a-call";
  }

  @Override
  public String title() {
    return "every call has one beginning and exactly one completion code";
  }

  @Override
  public void next(Read read, Notes notes) {
    switch (read.event()) {
      case CallAttempted e -> attempted(read, e, notes);
      case AttemptUnauthorised e ->
          step(read, e.getCallId(), Set.of(Phase.DIALLED), notes, (call, n) -> {});
      case CallAnswered e ->
          step(read, e.getCallId(), Set.of(Phase.DIALLED), notes, (call, n) -> answered(call, e));
      case CallQueued e ->
          step(read, e.getCallId(), Set.of(Phase.ANSWERED), notes, (call, n) -> queued(call));
      case CallAssigned e ->
          step(
              read,
              e.getCallId(),
              EnumSet.of(Phase.ANSWERED, Phase.QUEUED),
              notes,
              (call, n) -> assigned(read, call, e, n));
      case CallUnassigned e ->
          step(
              read,
              e.getCallId(),
              Set.of(Phase.ASSIGNED),
              notes,
              (call, n) -> unassigned(read, call, e, n));
      case CallConnected e ->
          step(
              read,
              e.getCallId(),
              Set.of(Phase.ASSIGNED),
              notes,
              (call, n) -> connected(read, call, e, n));
      case CallHeld e -> talking(read, e.getCallId(), e.getAgentId(), notes);
      case CallUnheld e -> talking(read, e.getCallId(), e.getAgentId(), notes);
      case CallRecordingPaused e -> talking(read, e.getCallId(), e.getAgentId(), notes);
      case CallRecordingResumed e -> talking(read, e.getCallId(), e.getAgentId(), notes);
      case LiveCallAnnounced e -> step(read, e.getCallId(), ANY, notes, (call, n) -> {});
      case CallReleased e -> step(read, e.getCallId(), ANY, notes, (call, n) -> {});
      case CallMarkedNuisance e ->
          step(read, e.getCallId(), ANY, notes, (call, n) -> marked(read, call, e, n));
      case CallDisconnected e ->
          step(read, e.getCallId(), ANY, notes, (call, n) -> disconnected(read, call, e, n));
      case WrapUpStarted e -> {
        talking(read, e.getCallId(), e.getAgentId(), notes);
        step(read, e.getCallId(), ANY, notes, (call, n) -> call.phase = Phase.WRAP_UP);
      }
      case WrapUpExtended e ->
          step(read, e.getCallId(), Set.of(Phase.WRAP_UP), notes, (call, n) -> {});
      case CallCompleted e -> completed(read, e, notes);
      default -> {
        // Not of a call.
      }
    }
  }

  private static final Set<Phase> ANY = EnumSet.allOf(Phase.class);

  @Override
  public void end(Notes notes) {
    notes.count("calls still under way", open.size());
    begun.repetitions(
        (sequence, earlier) ->
            notes.fault(
                sequence,
                -1,
                CallAttempted.class.getSimpleName(),
                "the call of sequence %d had begun before, at sequence %d"
                    .formatted(sequence, earlier)));
  }

  @Override
  public void close() {
    begun.close();
  }

  private void attempted(Read read, CallAttempted attempt, Notes notes) {
    notes.count("calls");
    begun.add(attempt.getCallId(), read.sequence());
    open.put(attempt.getCallId(), new OpenCall(attempt));
  }

  private void step(
      Read read, String id, Set<Phase> allowed, Notes notes, BiConsumer<OpenCall, Notes> change) {
    OpenCall call = open.get(id);
    if (call == null) {
      notes.fault(
          read, "%s is about call %s, which has not begun or has ended".formatted(read, id));
      return;
    }
    if (!allowed.contains(call.phase)) {
      notes.fault(
          read,
          "%s is about call %s, which is %s; allowed: %s".formatted(read, id, call.phase, allowed));
    }
    change.accept(call, notes);
  }

  private static void answered(OpenCall call, CallAnswered e) {
    call.phase = Phase.ANSWERED;
    call.answeredAt = e.getAnsweredAt();
    call.greetingEndedAt = e.getGreetingEndedAt();
  }

  private static void queued(OpenCall call) {
    call.phase = Phase.QUEUED;
    call.queued = true;
  }

  private static void assigned(Read read, OpenCall call, CallAssigned e, Notes notes) {
    if (call.nuisance != null) {
      notes.fault(
          read,
          "%s: call %s had been given up as nuisance %s"
              .formatted(read, e.getCallId(), call.nuisance));
    }
    call.phase = Phase.ASSIGNED;
    call.agent = e.getAgentId();
  }

  private static void unassigned(Read read, OpenCall call, CallUnassigned e, Notes notes) {
    same(read, call, e.getCallId(), e.getAgentId(), notes);
    call.phase = call.queued ? Phase.QUEUED : Phase.ANSWERED;
    call.agent = null;
  }

  private static void connected(Read read, OpenCall call, CallConnected e, Notes notes) {
    same(read, call, e.getCallId(), e.getAgentId(), notes);
    call.phase = Phase.CONNECTED;
    call.connectedAt = e.getConnectedAt();
  }

  private void talking(Read read, String id, String agent, Notes notes) {
    step(read, id, Set.of(Phase.CONNECTED), notes, (call, n) -> same(read, call, id, agent, n));
  }

  private static void marked(Read read, OpenCall call, CallMarkedNuisance e, Notes notes) {
    if (call.nuisance != null) {
      notes.fault(read, "%s: call %s had its mark already".formatted(read, e.getCallId()));
    } else {
      call.nuisance = e.getCause();
    }
  }

  private static void disconnected(Read read, OpenCall call, CallDisconnected e, Notes notes) {
    if (call.disconnectedAt != null) {
      notes.fault(read, "%s: the line of call %s was down already".formatted(read, e.getCallId()));
    }
    call.disconnectedAt = e.getDisconnectedAt();
  }

  private void completed(Read read, CallCompleted end, Notes notes) {
    OpenCall call = open.remove(end.getCallId());
    if (call == null) {
      notes.fault(
          read,
          "%s ends call %s, which has not begun or has ended".formatted(read, end.getCallId()));
      return;
    }
    notes.count("completion codes");
    call.contradiction(end)
        .ifPresent(
            text ->
                notes.fault(read, "%s of call %s has %s".formatted(read, end.getCallId(), text)));
  }

  private static void same(Read read, OpenCall call, String id, String agent, Notes notes) {
    if (!agent.equals(call.agent)) {
      notes.fault(read, "%s: call %s has %s, not %s".formatted(read, id, call.agent, agent));
    }
  }
}
