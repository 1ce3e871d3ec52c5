package org.zonekeeper.check.row;

import java.util.List;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Run;

/** What F7 and F8 share: a supervisor's command in an outage is refused, and the reason is told. */
abstract class RefusedCommandJudge extends RunJudge {
  private final String command;

  RefusedCommandJudge(String id, String title, String command, Run run) {
    super(id, title, run);
    this.command = command;
  }

  @Override
  final void judge(Run run, Findings findings) {
    List<Exchange> attempts =
        run.incidents().outages().stream()
            .flatMap(outage -> Refused.during(run, outage).stream())
            .filter(exchange -> exchange.type().equals(command))
            .toList();
    findings.exercised(attempts.size(), "%s was sent during an outage".formatted(command));
    attempts.forEach(exchange -> Refused.judge(run, exchange, findings));
    attempts.stream()
        .findFirst()
        .flatMap(Exchange::answer)
        .ifPresent(
            answer ->
                findings.proof(
                    "%d refused, no event by any; the supervisor read: \"%s\""
                        .formatted(attempts.size(), answer.text("text"))));
  }
}
