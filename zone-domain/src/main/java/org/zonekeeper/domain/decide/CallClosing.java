package org.zonekeeper.domain.decide;

import java.util.List;
import org.zonekeeper.schemas.common.CallRole;
import org.zonekeeper.schemas.common.CallSegment;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.SegmentEnd;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/**
 * Drafts the last steps of a call, in the order in which they are called, and carries what they
 * settle into the call's one completion. Lives within one decision.
 */
final class CallClosing {
  private final Decision draft;
  private final CallRecord call;
  private NuisanceCause nuisance;
  private Long disconnectedAt;

  CallClosing(Decision draft, CallRecord call) {
    this.draft = draft;
    this.call = call;
    this.nuisance = call.getNuisance();
    this.disconnectedAt = call.getDisconnectedAt();
  }

  CallClosing disconnected(Party endedBy, long at) {
    draft.add(new CallDisconnected(call.getCallId(), endedBy, at));
    disconnectedAt = at;
    return this;
  }

  /** Orders the platform to let go of the line, if it is still up. */
  CallClosing released(String text) {
    if (disconnectedAt == null) {
      draft.add(new CallReleased(call.getCallId(), text));
    }
    return this;
  }

  CallClosing unassigned(String text) {
    if (call.getPhase() == CallPhase.ASSIGNED) {
      draft.add(new CallUnassigned(call.getCallId(), call.getAgentId(), text));
    }
    return this;
  }

  /** A call is marked once; the first cause stays. */
  CallClosing marked(NuisanceCause cause) {
    if (nuisance == null) {
      draft.add(
          new CallMarkedNuisance(call.getCallId(), call.getJobId(), call.getCampaign(), cause));
      nuisance = cause;
    }
    return this;
  }

  void completedBySystem(String code) {
    completed(code, CompletionCodeKind.SYSTEM);
  }

  /** With one of the job's own codes, chosen by the agent or by the wrap-up limit. */
  void completedByAgent(String code) {
    completed(code, CompletionCodeKind.CUSTOM);
  }

  /** Who is still on the call was on it to its end. */
  private List<CallSegment> segments(String code) {
    long to = disconnectedAt == null ? draft.now() : disconnectedAt;
    SegmentEnd how =
        code.equals(CompletionCodes.DESKTOP_ERROR) && call.getFixedCompletionCode() == null
            ? SegmentEnd.DESKTOP_ERROR
            : SegmentEnd.CALL_ENDED;
    return call.getSegments().stream()
        .map(
            segment ->
                segment.getTo() != null
                    ? segment
                    : CallSegment.newBuilder(segment)
                        .setTo(Math.max(to, segment.getFrom()))
                        .setEndedHow(
                            segment.getRole() == CallRole.OWNER ? how : SegmentEnd.CALL_ENDED)
                        .build())
        .toList();
  }

  private void completed(String code, CompletionCodeKind kind) {
    if (!code.equals(CompletionCodes.REDIALLED)) {
      CallbackSteps.callOver(call, draft);
    }
    draft.add(
        new CallCompleted(
            call.getCallId(),
            call.getJobId(),
            call.getCampaign(),
            call.getContact(),
            code,
            kind,
            nuisance,
            call.getConnectedAt() == null ? null : call.getAgentId(),
            call.getAttemptedAt(),
            call.getAnsweredAt(),
            call.getGreetingEndedAt(),
            call.getConnectedAt(),
            disconnectedAt,
            segments(code)));
  }
}
