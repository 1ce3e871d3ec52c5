package org.zonekeeper.audit.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.story.CallSummary;
import org.zonekeeper.audit.story.SubjectStory;
import org.zonekeeper.audit.story.SubjectStory.Hero;
import org.zonekeeper.audit.story.SubjectStory.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit call} and {@code audit agent}: a whole story, in order, in words. */
abstract class StoryCommand extends ReadingCommand {
  private final Hero hero;

  @Parameters(paramLabel = "ID", description = "Its id, as the journal has it.")
  private String id;

  @Option(names = "--from", paramLabel = "TIME", description = "Leave out what came before.")
  private Optional<String> from;

  @Option(names = "--to", paramLabel = "TIME", description = "Leave out what came after.")
  private Optional<String> to;

  StoryCommand(Hero hero) {
    this.hero = hero;
  }

  @Override
  protected int run(JournalReading reading) {
    boolean told = false;
    for (String zone : reading.zones()) {
      SubjectStory story = new SubjectStory(hero, id);
      boolean unused =
          reading.zone(
              zone,
              stretch(),
              record -> {
                story.hear(record);
                return true;
              });
      if (!story.isEmpty()) {
        told = true;
        tell(zone, story.steps());
      }
    }
    if (!told && reading.missing().isEmpty()) {
      err()
          .println(
              "audit: the journal knows no %s %s in %s".formatted(name(), id, reading.zones()));
      return ExitCode.FAILED;
    }
    return ExitCode.COMPLETE;
  }

  private JournalRange stretch() {
    JournalRange stretch = JournalRange.ALL;
    stretch = from.isEmpty() ? stretch : stretch.fromTime(millis("--from", from.get()));
    return to.isEmpty() ? stretch : stretch.toTime(millis("--to", to.get()));
  }

  private String name() {
    return hero == Hero.CALL ? "call" : "agent";
  }

  private void tell(String zone, List<Step> steps) {
    List<String> summary = hero == Hero.CALL ? CallSummary.of(steps) : List.of();
    if (json()) {
      steps.forEach(step -> line(asJson(step)));
      if (!summary.isEmpty()) {
        ObjectNode node = JSON.createObjectNode();
        summary.forEach(sentence -> node.withArray("summary").add(sentence));
        line(node);
      }
      return;
    }
    out().println("%s %s, zone %s".formatted(name(), id, zone));
    summary.forEach(sentence -> out().println("  " + sentence));
    out().println();
    long begin = steps.getFirst().record().at();
    Table table = new Table("time", "after", "sequence", "what happened", "because");
    for (Step step : steps) {
      table.row(
          time(step.record().at()),
          "+%,d ms".formatted(step.record().at() - begin),
          step.record().sequence(),
          (step.own() ? "" : "** ") + step.words(),
          step.cause());
    }
    table.print(out());
    out().println();
  }

  private static ObjectNode asJson(Step step) {
    ObjectNode node = EventsCommand.asJson(step.record());
    node.put("because", step.cause());
    node.put("own", step.own());
    return node;
  }

  /** {@code audit call ID}. */
  @Command(
      name = "call",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Tell a call's whole story: every event in order, in words, what led to it and who, and"
            + " what changes of owner did to it (marked **)."
      },
      footer = {"", ReadingCommand.EXIT_CODES})
  static final class Call extends StoryCommand {
    Call() {
      super(Hero.CALL);
    }
  }

  /** {@code audit agent ID}. */
  @Command(
      name = "agent",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Tell an agent's whole story: every event in order, in words, what led to it and who, and"
            + " what changes of owner fell into it (marked **)."
      },
      footer = {"", ReadingCommand.EXIT_CODES})
  static final class Agent extends StoryCommand {
    Agent() {
      super(Hero.AGENT);
    }
  }
}
