package org.zonekeeper.check.row;

import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;

/**
 * What F14 and F15 share: after a takeover a supervisor's command is accepted and has its effect.
 */
abstract class AcceptedCommandJudge extends RunJudge {
  private final String command;

  AcceptedCommandJudge(String id, String title, String command, Run run) {
    super(id, title, run);
    this.command = command;
  }

  @Override
  final void judge(Run run, Findings findings) {
    int served = 0;
    for (Outage outage : run.incidents().mended()) {
      for (Exchange exchange : run.desktops().said(command)) {
        if (exchange.zone().equals(outage.zone())
            && exchange.sentAt() > outage.availableAt()
            && exchange.sentAt() < outage.until()) {
          served++;
          judge(run, exchange, findings);
        }
      }
    }
    findings.exercised(served, "%s was sent after a takeover".formatted(command));
    findings.proof("%d accepted, each with its effect in the journal".formatted(served));
  }

  private void judge(Run run, Exchange exchange, Findings findings) {
    if (exchange.accepted()) {
      findings.require(
          hadEffect(run, exchange),
          exchange + " was accepted, but the journal has no effect of it");
    } else {
      findings.fault(
          "%s was refused after the takeover: %s".formatted(exchange, exchange.reason()));
    }
  }

  /** Whether the journal has what the command asked for. */
  abstract boolean hadEffect(Run run, Exchange exchange);
}
