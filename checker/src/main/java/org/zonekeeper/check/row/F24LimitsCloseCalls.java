package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.CallHistory;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/**
 * F24: where events never come at all, the longest call time and the longest wait for a first
 * disposition close the call.
 */
public final class F24LimitsCloseCalls extends RunJudge {
  /** An outage may lie between the limit and the tick that sees it. */
  private static final long SLACK_MS = 5000;

  /** Of one run. */
  public F24LimitsCloseCalls(Run run) {
    super("F24", "calls of which nothing more is heard are closed by limits", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<LogLine> silent = run.incidents().of("silent-call");
    findings.exercised(silent.size(), "call fell silent");
    int closed = 0;
    for (LogLine line : silent) {
      closed += closed(run, line.text("call"), findings);
    }
    findings.exercised(closed, "silent call was closed by a limit");
    long end = run.journal().end();
    run.journal().calls().forEach(call -> notForgotten(run, call, end, findings));
    findings.proof("%d of %d silent calls closed by a limit".formatted(closed, silent.size()));
  }

  private static int closed(Run run, String id, Findings findings) {
    Optional<CallHistory> call = run.journal().call(id);
    Optional<JournalEntry> end = call.flatMap(F24LimitsCloseCalls::lineDown);
    if (end.isEmpty()) {
      long due = call.flatMap(known -> due(run, known)).orElse(0L);
      findings.require(
          due + SLACK_MS > run.journal().end(), "silent call %s was never closed".formatted(id));
      return 0;
    }
    long due = due(run, call.get()).orElse(0L);
    long late = end.get().at() - due;
    findings.require(
        end.get().header().getCause().getKind() == CauseKind.TIMER,
        "silent call %s was not closed by a limit but by %s"
            .formatted(id, end.get().header().getCause().getType()));
    findings.require(
        late >= 0 && late <= SLACK_MS,
        "silent call %s was closed %d ms after its limit".formatted(id, late));
    findings.proof(
        "%s: line given up %d ms after its limit, code %s"
            .formatted(
                id,
                late,
                call.get()
                    .completed()
                    .map(CallCompleted::getCompletionCode)
                    .orElse("still to come")));
    return 1;
  }

  /** An agent's wrap-up comes between the end of the line and the completion code. */
  private static Optional<JournalEntry> lineDown(CallHistory call) {
    return call.all()
        .filter(
            entry ->
                entry.is(CallDisconnected.class)
                    || entry.is(WrapUpStarted.class)
                    || entry.is(CallCompleted.class))
        .findFirst();
  }

  private static void notForgotten(Run run, CallHistory call, long end, Findings findings) {
    if (call.completed().isEmpty() && !call.hasWrapUp()) {
      due(run, call)
          .ifPresent(
              due ->
                  findings.require(
                      due + SLACK_MS >= end,
                      "call %s is still under way %d ms after its limit"
                          .formatted(call.id(), end - due)));
    }
  }

  /** When the call's limit runs out, by the settings that its job had when it began. */
  private static Optional<Long> due(Run run, CallHistory call) {
    Optional<CallAttempted> attempted =
        call.first(CallAttempted.class).map(entry -> (CallAttempted) entry.event());
    if (attempted.isEmpty()) {
      return Optional.empty();
    }
    Optional<JobSettings> settings =
        settings(run, call.zone(), attempted.get().getJobId(), attempted.get().getHeader().getAt());
    return settings.map(
        job ->
            call.first(CallAnswered.class)
                .map(entry -> ((CallAnswered) entry.event()).getAnsweredAt())
                .map(answeredAt -> answeredAt + job.getMaxCallTimeMs())
                .orElseGet(
                    () -> attempted.get().getAttemptedAt() + job.getFirstDispositionTimeoutMs()));
  }

  private static Optional<JobSettings> settings(Run run, String zone, String job, long at) {
    return run.journal().of(zone).stream()
        .filter(entry -> entry.at() <= at)
        .filter(entry -> entry.event().getOptionalJobId().filter(job::equals).isPresent())
        .flatMap(entry -> settingsIn(entry).stream())
        .reduce((earlier, later) -> later);
  }

  private static Optional<JobSettings> settingsIn(JournalEntry entry) {
    return switch (entry.event()) {
      case JobStarted started -> Optional.of(started.getSettings());
      case JobChanged changed -> Optional.of(changed.getSettings());
      default -> Optional.empty();
    };
  }
}
