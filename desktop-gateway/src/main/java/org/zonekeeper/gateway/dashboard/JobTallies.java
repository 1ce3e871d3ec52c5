package org.zonekeeper.gateway.dashboard;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.gateway.dashboard.JobTally.Phase;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/**
 * Fold of one zone's journal into the counters of its jobs. A call is remembered from its attempt
 * to its completion; one whose attempt came before the gateway began to read counts from there on.
 * Gateway thread only.
 */
final class JobTallies {

  /** A call under way; the phase is empty between conversation and wrap-up. */
  private static final class CallUnderWay {
    private final JobTally job;
    private Optional<Phase> phase = Optional.empty();
    private long greetingEndedAt;
    private long wrapUpBeganAt;

    private CallUnderWay(JobTally job) {
      this.job = job;
    }

    private void enter(Optional<Phase> next) {
      phase.ifPresent(job::leave);
      next.ifPresent(job::enter);
      phase = next;
    }
  }

  private final Map<String, JobTally> jobs = new LinkedHashMap<>();
  private final Map<String, CallUnderWay> calls = new HashMap<>();

  /** Each event of the zone's journal, in order. */
  void event(Event event) {
    long at = event.getHeader().getAt();
    switch (event) {
      case JobStarted e -> of(e.getJobId());
      case JobEnded e -> jobs.remove(e.getJobId());
      case DiallingAuthorised e -> of(e.getJobId()).authorised(at);
      case CallAttempted e -> {
        of(e.getJobId()).attempted(at);
        call(e.getCallId(), e.getJobId()).enter(Optional.of(Phase.DIALLING));
      }
      case CallAnswered e -> {
        of(e.getJobId()).answered(at);
        CallUnderWay call = call(e.getCallId(), e.getJobId());
        call.greetingEndedAt = e.getGreetingEndedAt();
        call.enter(Optional.of(Phase.WAITING));
      }
      case CallConnected e -> connected(e);
      case WrapUpStarted e ->
          known(e.getCallId())
              .ifPresent(
                  call -> {
                    call.wrapUpBeganAt = at;
                    call.enter(Optional.of(Phase.WRAPUP));
                  });
      case CallDisconnected e ->
          known(e.getCallId()).ifPresent(call -> call.enter(Optional.empty()));
      case CallMarkedNuisance e ->
          of(e.getJobId()).markedNuisance(e.getCause() == NuisanceCause.FAILOVER);
      case CallCompleted e -> completed(e, at);
      default -> {
        // Counts for no job.
      }
    }
  }

  /** The jobs that the zone has, by their ids. */
  Map<String, JobTally> jobs() {
    return jobs;
  }

  /** Attempts of all jobs within the minute before. */
  int attemptsPerMinute(long now) {
    return jobs.values().stream().mapToInt(job -> job.attemptsPerMinute(now)).sum();
  }

  private void connected(CallConnected event) {
    known(event.getCallId())
        .ifPresent(
            call -> {
              if (call.greetingEndedAt > 0) {
                call.job.connected(event.getConnectedAt() - call.greetingEndedAt);
              }
              call.enter(Optional.of(Phase.TALKING));
            });
  }

  private void completed(CallCompleted event, long at) {
    of(event.getJobId()).completed();
    CallUnderWay call = calls.remove(event.getCallId());
    if (call != null) {
      if (call.wrapUpBeganAt > 0) {
        call.job.wrappedUp(at - call.wrapUpBeganAt);
      }
      call.enter(Optional.empty());
    }
  }

  private Optional<CallUnderWay> known(String callId) {
    return Optional.ofNullable(calls.get(callId));
  }

  private CallUnderWay call(String callId, String jobId) {
    return calls.computeIfAbsent(callId, id -> new CallUnderWay(of(jobId)));
  }

  private JobTally of(String jobId) {
    return jobs.computeIfAbsent(jobId, id -> new JobTally());
  }
}
