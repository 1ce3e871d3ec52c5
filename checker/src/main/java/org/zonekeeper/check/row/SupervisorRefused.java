package org.zonekeeper.check.row;

import java.util.List;
import org.zonekeeper.check.story.Exchange;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Story;

/** F7 and F8: a supervisor's change of a job or move of an agent is refused, with the reason. */
public final class SupervisorRefused implements Judge {
  private final String id;
  private final String title;
  private final String command;

  private SupervisorRefused(String id, String title, String command) {
    this.id = id;
    this.title = title;
    this.command = command;
  }

  /** F7: run-time changes of jobs. */
  public static SupervisorRefused ofJobChanges() {
    return new SupervisorRefused("F7", "a job's change is refused, not saved", "SUPChangeJob");
  }

  /** F8: moves of agents. */
  public static SupervisorRefused ofMoves() {
    return new SupervisorRefused("F8", "an agent's move is refused, no effect", "SUPMoveAgent");
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void judge(Story story, Findings findings) {
    List<Exchange> attempts =
        story.incidents().outages().stream()
            .flatMap(outage -> Refused.during(story, outage).stream())
            .filter(exchange -> exchange.type().equals(command))
            .toList();
    findings.exercised(attempts.size(), "%s was sent during an outage".formatted(command));
    attempts.forEach(exchange -> Refused.judge(story, exchange, findings));
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
