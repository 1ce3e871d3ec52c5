package org.zonekeeper.check.row;

import java.util.List;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;

/** F15: after the takeover moves of agents take effect again. */
public final class F15AgentMovesTakeEffect extends AcceptedCommandJudge {
  /** Of one run. */
  public F15AgentMovesTakeEffect(Run run) {
    super("F15", "agents' moves take effect again", "SUPMoveAgent", run);
  }

  /** The agent is attached to the job, at once or when the call in hand was done. */
  @Override
  boolean hadEffect(Run run, Exchange exchange) {
    List<JournalEntry> caused = run.journal().causedBy(exchange.commandId());
    if (caused.isEmpty()) {
      return false;
    }
    String job = exchange.command().text("job");
    long from = caused.getFirst().sequence();
    return run.journal().agent(exchange.command().text("agent")).stream()
        .filter(entry -> entry.sequence() >= from)
        .map(JournalEntry::event)
        .anyMatch(event -> event instanceof AgentJobStateChanged change && reaches(change, job));
  }

  private static boolean reaches(AgentJobStateChanged change, String job) {
    return change.getJobState() == JobState.ATTACHED
        ? job.equals(change.getJobId())
        : job.equals(change.getTargetJobId());
  }
}
