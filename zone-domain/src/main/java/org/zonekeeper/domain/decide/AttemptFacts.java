package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.domain.state.Leases;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.AttemptFailed;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.BusyDetected;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.MachineDetected;
import org.zonekeeper.schemas.fact.NoAnswerDetected;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;
import org.zonekeeper.schemas.journal.AuthorisationBreach;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.JobEndGrounds;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.state.AgentDialPhase;
import org.zonekeeper.schemas.state.Authorisation;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/** Facts about an attempt, up to its first disposition. Stateless. */
final class AttemptFacts {
  private AttemptFacts() {}

  static void started(AttemptStarted f, Decision draft) {
    Optional<CallRecord> dialled = draft.zone().call(f.getCallId()).filter(AttemptFacts::isOrdered);
    if (dialled.isPresent()) {
      startedByAgent(f, dialled.get(), draft);
      return;
    }
    if (draft.zone().call(f.getCallId()).isPresent() || draft.zone().hasEnded(f.getCallId())) {
      FactDecisions.unmatched(f, f.getCallId(), draft, "this attempt was reported before");
      return;
    }
    Optional<JobRecord> job = draft.zone().job(f.getJobId());
    if (job.isEmpty()) {
      FactDecisions.unmatched(f, f.getCallId(), draft, "the zone has no job " + f.getJobId());
      return;
    }
    String campaign = job.get().getSettings().getCampaign();
    long at = f.getHeader().getOccurredAt();
    draft.add(
        new CallAttempted(
            f.getCallId(), f.getJobId(), campaign, f.getContact(), f.getAuthorisationId(), at));
    breach(f, job.get())
        .ifPresent(
            breach ->
                draft.add(
                    new AttemptUnauthorised(
                        f.getCallId(),
                        f.getJobId(),
                        campaign,
                        f.getAuthorisationId(),
                        breach,
                        at)));
  }

  private static boolean isOrdered(CallRecord call) {
    return call.getPhase() == CallPhase.ATTEMPTING
        && call.getDial() != null
        && call.getDial().getPhase() == AgentDialPhase.ORDERED;
  }

  private static void startedByAgent(AttemptStarted f, CallRecord call, Decision draft) {
    long at = f.getHeader().getOccurredAt();
    draft.add(
        new CallAttempted(
            call.getCallId(),
            call.getJobId(),
            call.getCampaign(),
            call.getContact(),
            f.getAuthorisationId(),
            at));
    boolean named = call.getAuthorisationId().equals(f.getAuthorisationId());
    if (!named || at > call.getDial().getValidUntil()) {
      draft.add(
          new AttemptUnauthorised(
              call.getCallId(),
              call.getJobId(),
              call.getCampaign(),
              f.getAuthorisationId(),
              named ? AuthorisationBreach.RUN_OUT : AuthorisationBreach.UNKNOWN,
              at));
    }
  }

  /** By the platform's own clock, by which it ends an authorisation no later than it says. */
  private static Optional<AuthorisationBreach> breach(AttemptStarted f, JobRecord job) {
    Optional<Authorisation> named =
        Leases.of(job)
            .filter(one -> one.getAuthorisationId().equals(f.getAuthorisationId()))
            .findFirst();
    if (named.isEmpty()) {
      return Optional.of(AuthorisationBreach.UNKNOWN);
    }
    if (named.get().getLeft() <= 0) {
      return Optional.of(AuthorisationBreach.USED_UP);
    }
    return f.getHeader().getOccurredAt() > named.get().getValidUntil()
        ? Optional.of(AuthorisationBreach.RUN_OUT)
        : Optional.empty();
  }

  /** Whoever answered is not left in silence, whether the zone knows the call or not. */
  static void liveVoice(LiveVoiceDetected f, Decision draft) {
    Optional<CallRecord> known = draft.zone().call(f.getCallId());
    if (known.filter(call -> !Previews.isOffered(call)).isEmpty()) {
      unknownAnswered(f, known.isPresent(), draft);
      return;
    }
    attempting(f, f.getCallId(), draft)
        .ifPresent(
            call ->
                draft.add(
                    new CallAnswered(
                        call.getCallId(),
                        call.getJobId(),
                        f.getAnsweredAt(),
                        greetingEnd(f),
                        call.getCampaign(),
                        call.getContact())));
  }

  private static void unknownAnswered(LiveVoiceDetected f, boolean offered, Decision draft) {
    boolean outage = !draft.zone().zone().getFactBarrierPassed();
    draft.add(
        new UnknownCallAnswered(
            f.getCallId(),
            f.getAnsweredAt(),
            greetingEnd(f),
            outage ? NuisanceCause.FAILOVER : NuisanceCause.OTHER,
            whyUnknown(f, offered, draft)));
  }

  private static String whyUnknown(LiveVoiceDetected f, boolean offered, Decision draft) {
    if (offered) {
      return Previews.NOT_DIALLED;
    }
    return draft.zone().hasEnded(f.getCallId())
        ? "a call of this id has had its end"
        : "no call of this id is under way";
  }

  /** A greeting cannot end before it begins, whatever a platform's clock says. */
  private static long greetingEnd(LiveVoiceDetected f) {
    return Math.max(f.getAnsweredAt(), f.getGreetingEndedAt());
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
    Optional<CallRecord> talking = draft.zone().call(callId).filter(AgentDials::isManualTalk);
    if (talking.isPresent()) {
      // The agent took for a person what was none: the line is down all the same.
      LineFacts.down(talking.get(), Party.PLATFORM, f.getHeader().getOccurredAt(), draft);
      return;
    }
    attempting(f, callId, draft)
        .ifPresent(
            call -> {
              if (AgentDials.isUnderWay(call)) {
                AgentDials.failed(call, code, "the platform reports " + f.typeName(), draft);
              } else {
                new CallClosing(draft, call).completedBySystem(code);
              }
            });
  }

  private static Optional<CallRecord> attempting(Fact f, String callId, Decision draft) {
    Optional<CallRecord> call = draft.zone().call(callId);
    if (call.isEmpty()) {
      FactDecisions.unmatched(f, callId, draft, "no such call is under way");
    } else if (call.get().getPhase() != CallPhase.ATTEMPTING) {
      FactDecisions.unmatched(
          f, callId, draft, "the call has its first disposition: " + call.get().getPhase());
    }
    Optional<CallRecord> attempting = call.filter(one -> one.getPhase() == CallPhase.ATTEMPTING);
    if (attempting.filter(Previews::isOffered).isPresent()) {
      FactDecisions.unmatched(f, callId, draft, Previews.NOT_DIALLED);
    }
    return attempting.filter(one -> !Previews.isOffered(one));
  }
}
