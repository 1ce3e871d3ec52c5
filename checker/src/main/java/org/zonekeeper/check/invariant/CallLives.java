package org.zonekeeper.check.invariant;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.journal.OpenCall;
import org.zonekeeper.check.journal.OpenCall.Phase;
import org.zonekeeper.check.journal.OpenCalls;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.AgentDialFailed;
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
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/**
 * A call begins once, ends once with one completion code, and lives in order in between; nothing
 * happens to it before or after, and its end says what its events said.
 */
public final class CallLives extends Judge {
  private static final Set<Phase> ANY = EnumSet.allOf(Phase.class);

  private final OpenCalls calls = new OpenCalls();
  private final IdLedger begun = new IdLedger();

  /** Of one zone's journal. */
  public CallLives() {
    super("one-end-a-call", "every call has one beginning and exactly one completion code");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case CallAttempted e -> {
        findings.count("calls");
        begun.add(e.getCallId(), entry.sequence());
      }
      case AttemptUnauthorised e -> at(entry, e.getCallId(), Set.of(Phase.DIALLED), findings);
      case CallAnswered e -> at(entry, e.getCallId(), Set.of(Phase.DIALLED), findings);
      case CallQueued e -> at(entry, e.getCallId(), Set.of(Phase.ANSWERED), findings);
      case CallAssigned e ->
          at(entry, e.getCallId(), EnumSet.of(Phase.ANSWERED, Phase.QUEUED), findings)
              .flatMap(OpenCall::nuisance)
              .ifPresent(
                  cause ->
                      findings.fault(
                          entry,
                          "%s: call %s had been given up as nuisance %s"
                              .formatted(entry, e.getCallId(), cause)));
      case ContactReturned e -> {
        if (e.getAgentId() != null) {
          with(entry, e.getCallId(), e.getAgentId(), Phase.OFFERED, findings);
        }
      }
      case PreviewWithdrawn e ->
          with(entry, e.getCallId(), e.getAgentId(), Phase.OFFERED, findings);
      case AgentDialFailed e -> with(entry, e.getCallId(), e.getAgentId(), Phase.DIALLED, findings);
      case CallUnassigned e ->
          with(
              entry,
              e.getCallId(),
              e.getAgentId(),
              EnumSet.of(Phase.DIALLED, Phase.ASSIGNED),
              findings);
      case CallConnected e -> with(entry, e.getCallId(), e.getAgentId(), Phase.ASSIGNED, findings);
      case CallHeld e -> with(entry, e.getCallId(), e.getAgentId(), Phase.CONNECTED, findings);
      case CallUnheld e -> with(entry, e.getCallId(), e.getAgentId(), Phase.CONNECTED, findings);
      case CallRecordingPaused e ->
          with(entry, e.getCallId(), e.getAgentId(), Phase.CONNECTED, findings);
      case CallRecordingResumed e ->
          with(entry, e.getCallId(), e.getAgentId(), Phase.CONNECTED, findings);
      // Of a conversation, or of a contact that its agent cancelled or dialled in vain.
      case WrapUpStarted e ->
          with(
              entry,
              e.getCallId(),
              e.getAgentId(),
              EnumSet.of(Phase.CONNECTED, Phase.OFFERED, Phase.DIALLED),
              findings);
      case WrapUpExtended e -> at(entry, e.getCallId(), Set.of(Phase.WRAP_UP), findings);
      case LiveCallAnnounced e -> at(entry, e.getCallId(), ANY, findings);
      case CallReleased e -> at(entry, e.getCallId(), ANY, findings);
      case CallMarkedNuisance e ->
          at(entry, e.getCallId(), ANY, findings)
              .filter(call -> call.nuisance().isPresent())
              .ifPresent(
                  call ->
                      findings.fault(
                          entry, "%s: call %s had its mark already".formatted(entry, call.id())));
      case CallDisconnected e ->
          at(entry, e.getCallId(), ANY, findings)
              .filter(OpenCall::isDown)
              .ifPresent(
                  call ->
                      findings.fault(
                          entry,
                          "%s: the line of call %s was down already".formatted(entry, call.id())));
      case CallCompleted e -> {
        findings.count("completion codes");
        at(entry, e.getCallId(), ANY, findings)
            .flatMap(call -> call.contradiction(e))
            .ifPresent(
                text ->
                    findings.fault(
                        entry, "%s of call %s has %s".formatted(entry, e.getCallId(), text)));
      }
      default -> {
        // Not of a call.
      }
    }
    calls.apply(entry.event());
  }

  @Override
  public void end(Findings findings) {
    findings.count("calls still under way", calls.all().size());
    begun.repetitions(
        (sequence, earlier) ->
            findings.faultAt(
                sequence,
                "the call of sequence %d had begun before, at sequence %d"
                    .formatted(sequence, earlier)));
  }

  @Override
  public void close() {
    begun.close();
  }

  /** The call that the event is about; it must be under way, and in one of the phases. */
  private Optional<OpenCall> at(
      HashedEntry entry, String id, Set<Phase> allowed, Findings findings) {
    Optional<OpenCall> call = calls.get(id);
    findings.require(
        call.isPresent(),
        entry,
        "%s is about call %s, which has not begun or has ended".formatted(entry, id));
    call.map(OpenCall::phase)
        .filter(phase -> !allowed.contains(phase))
        .ifPresent(
            phase ->
                findings.fault(
                    entry,
                    "%s is about call %s, which is %s; allowed: %s"
                        .formatted(entry, id, phase, allowed)));
    return call;
  }

  /** The same, and it must be this agent's. */
  private void with(HashedEntry entry, String id, String agent, Phase allowed, Findings findings) {
    with(entry, id, agent, Set.of(allowed), findings);
  }

  private void with(
      HashedEntry entry, String id, String agent, Set<Phase> allowed, Findings findings) {
    at(entry, id, allowed, findings)
        .filter(call -> !call.agent().equals(Optional.of(agent)))
        .ifPresent(
            call ->
                findings.fault(
                    entry,
                    "%s: call %s has %s, not %s"
                        .formatted(entry, id, call.agent().orElse("nobody"), agent)));
  }
}
