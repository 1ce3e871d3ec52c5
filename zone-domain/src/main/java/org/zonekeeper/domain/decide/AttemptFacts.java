package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.schemas.fact.AttemptFailed;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.BusyDetected;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.MachineDetected;
import org.zonekeeper.schemas.fact.NoAnswerDetected;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.JobEndGrounds;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/** Facts about an attempt, up to its first disposition. Stateless. */
final class AttemptFacts {
  private AttemptFacts() {}

  static void started(AttemptStarted f, Decision draft) {
    if (draft.zone().call(f.getCallId()).isPresent() || draft.zone().hasEnded(f.getCallId())) {
      FactDecisions.unmatched(f, f.getCallId(), draft, "this attempt was reported before");
      return;
    }
    Optional<JobRecord> job = draft.zone().job(f.getJobId());
    if (job.isEmpty()) {
      FactDecisions.unmatched(f, f.getCallId(), draft, "the zone has no job " + f.getJobId());
      return;
    }
    draft.add(
        new CallAttempted(
            f.getCallId(),
            f.getJobId(),
            job.get().getSettings().getCampaign(),
            f.getContact(),
            f.getAuthorisationId(),
            f.getHeader().getOccurredAt()));
  }

  static void liveVoice(LiveVoiceDetected f, Decision draft) {
    attempting(f, f.getCallId(), draft)
        .ifPresent(
            call ->
                draft.add(
                    new CallAnswered(
                        call.getCallId(),
                        call.getJobId(),
                        f.getAnsweredAt(),
                        // A greeting cannot end before it begins, whatever a platform's clock says.
                        Math.max(f.getAnsweredAt(), f.getGreetingEndedAt()),
                        call.getCampaign(),
                        call.getContact())));
  }

  static void machine(MachineDetected f, Decision draft) {
    disposed(f, f.getCallId(), CompletionCodes.ANSWER_MACHINE, draft);
  }

  static void busy(BusyDetected f, Decision draft) {
    disposed(f, f.getCallId(), CompletionCodes.LINE_BUSY, draft);
  }

  static void noAnswer(NoAnswerDetected f, Decision draft) {
    disposed(f, f.getCallId(), CompletionCodes.RING_NO_ANSWER, draft);
  }

  static void failed(AttemptFailed f, Decision draft) {
    disposed(f, f.getCallId(), CompletionCodes.ATTEMPT_FAILED, draft);
  }

  static void contactsExhausted(ContactsExhausted f, Decision draft) {
    Optional<JobRecord> job =
        draft.zone().job(f.getJobId()).filter(one -> one.getPhase() != JobPhase.STOPPING);
    if (job.isPresent()) {
      draft.add(new JobStopping(f.getJobId(), JobEndGrounds.CONTACTS_EXHAUSTED));
    } else {
      FactDecisions.unmatched(f, f.getJobId(), draft, "the zone has no such job that still dials");
    }
  }

  private static void disposed(Fact f, String callId, String code, Decision draft) {
    attempting(f, callId, draft)
        .ifPresent(call -> new CallClosing(draft, call).completedBySystem(code));
  }

  private static Optional<CallRecord> attempting(Fact f, String callId, Decision draft) {
    Optional<CallRecord> call = draft.zone().call(callId);
    if (call.isEmpty()) {
      FactDecisions.unmatched(f, callId, draft, "no such call is under way");
    } else if (call.get().getPhase() != CallPhase.ATTEMPTING) {
      FactDecisions.unmatched(
          f, callId, draft, "the call has its first disposition: " + call.get().getPhase());
    }
    return call.filter(one -> one.getPhase() == CallPhase.ATTEMPTING);
  }
}
