package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.CallHistory;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.journal.CallReleased;

/** F3: conversations go on; every command of a desktop is refused at once and changes nothing. */
public final class F03CommandsRefused extends RunJudge {
  /** "At once" for a desktop that was told of the outage: a human would not call it waiting. */
  private static final long AT_ONCE_MS = 1000;

  /** Of one run. */
  public F03CommandsRefused(Run run) {
    super("F3", "conversations go on; every command is refused and on record", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<Long> took = new ArrayList<>();
    int refused = 0;
    int unconfirmed = 0;
    int conversations = 0;
    for (Outage outage : run.incidents().outages()) {
      for (Exchange exchange : Refused.during(run, outage)) {
        if (!exchange.type().startsWith("AGT")) {
          continue;
        }
        refused++;
        Refused.judge(run, exchange, findings);
        unconfirmed += Refused.saysNotOnRecord(exchange) ? 1 : 0;
        boolean told = toldBefore(run, outage, exchange);
        long millis = exchange.tookMs().orElse(Long.MAX_VALUE);
        if (told) {
          took.add(millis);
        }
        findings.require(
            millis <= AT_ONCE_MS || (!told && answeredSoonAfter(outage, exchange)),
            "%s was refused only after %d ms".formatted(exchange, millis));
      }
      conversations += conversations(run, outage, findings);
    }
    findings.exercised(refused, "desktop sent a command during an outage");
    findings.exercised(conversations, "agent was talking when the owner failed");
    findings.proof(
        "%d commands refused and on record, none had an effect; once told: %s; %d conversations"
                .formatted(refused, Figures.spread(took), conversations)
            + " went on"
            + (unconfirmed == 0
                ? ""
                : "; %d said that they may be missing".formatted(unconfirmed)));
  }

  /** Sent before anybody could know: the new owner's refusal comes with the end of the outage. */
  private static boolean answeredSoonAfter(Outage outage, Exchange exchange) {
    return outage.mended()
        && exchange.answer().stream()
            .anyMatch(answer -> answer.at() <= outage.availableAt() + AT_ONCE_MS);
  }

  private static boolean toldBefore(Run run, Outage outage, Exchange exchange) {
    return run.desktops().heardBy(exchange.who(), "POMNotAvailable").stream()
        .filter(frame -> outage.mayBeToldAt(frame.at()))
        .map(Frame::order)
        .anyMatch(order -> order < exchange.command().order());
  }

  /** Nobody hangs up for the agents: the platform is not ordered to release a connected call. */
  private static int conversations(Run run, Outage outage, Findings findings) {
    if (!outage.mended()) {
      return 0;
    }
    List<String> talking =
        run.journal().callsOf(outage.zone()).stream()
            .filter(call -> call.connectedBefore(outage.takeoverSequence()))
            .filter(call -> call.liveBefore(outage.takeoverSequence()))
            // Its agent had hung up just before, and the old owner had agreed.
            .filter(call -> !call.hasBefore(CallReleased.class, outage.takeoverSequence()))
            .map(CallHistory::id)
            .toList();
    for (LogLine order : run.platform(outage.zone(), "order")) {
      if (order.text("type").equals("ReleaseCall")
          && outage.covers(order.at())
          && talking.contains(order.text("callId"))) {
        findings.fault(
            "the conversation %s was cut off during the outage".formatted(order.text("callId")));
      }
    }
    return talking.size();
  }
}
