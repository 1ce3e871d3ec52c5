package org.zonekeeper.acr.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.acr.letters.DeadLetter;
import org.zonekeeper.acr.letters.DeadLetterReader.Shelved;
import org.zonekeeper.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper recorder dead-letters list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the events that the recorder refused and that nobody has sent again yet.",
    footer = {"", "Exit codes: 0 there is none, 1 there are some (or it failed), 2 usage."})
final class ListLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeadLetterSelection choice;

  @Option(names = "--all", description = "Those that were sent again, too.")
  private boolean all;

  @Option(names = "--json", description = "As JSON, with the events.")
  private boolean json;

  @Override
  public Integer call() {
    if (choice.listSettings(spec.commandLine().getOut())) {
      return 0;
    }
    Settings settings = choice.settings();
    List<Shelved> letters;
    try {
      letters =
          choice.read(settings, spec.commandLine().getErr()).stream()
              .filter(letter -> all || letter.isOpen())
              .toList();
    } catch (KafkaException | IllegalStateException e) {
      spec.commandLine().getErr().println("dead letters cannot be read: " + e.getMessage());
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(letters).toPrettyString());
    } else if (letters.isEmpty()) {
      out.println("none");
    } else {
      letters.forEach(letter -> out.println(line(letter)));
    }
    out.flush();
    return letters.stream().anyMatch(Shelved::isOpen) ? 1 : 0;
  }

  private static String line(Shelved shelved) {
    DeadLetter letter = shelved.letter();
    return "%-20s %-24s %s  %s%s"
        .formatted(
            shelved.id(),
            shelved.type(),
            Instant.ofEpochMilli(letter.at()),
            letter.cause(),
            shelved.isOpen() ? "" : "  (sent again)");
  }

  private static ArrayNode asJson(List<Shelved> letters) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Shelved shelved : letters) {
      array
          .addObject()
          .put("id", shelved.id())
          .put("state", shelved.isOpen() ? "open" : "resent")
          .put("cause", shelved.letter().cause())
          .put("at", shelved.letter().at())
          .set("event", shelved.event());
    }
    return array;
  }
}
