package org.zonekeeper.acr.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.acr.CloudEvents;
import org.zonekeeper.acr.ForwarderSetting;
import org.zonekeeper.acr.ForwarderSettings;
import org.zonekeeper.acr.RecorderHttp;
import org.zonekeeper.acr.letters.DeadLetterReader.Shelved;
import org.zonekeeper.acr.letters.DeadLetterWriter;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper recorder dead-letters resend}. */
@Command(
    name = "resend",
    mixinStandardHelpOptions = true,
    description = {
      "Send events again that the recorder refused, each by itself, marked as 'resent', and note",
      "what it took. What it refuses once more stays a dead letter."
    },
    footer = {
      "",
      "Exit codes: 0 the recorder has all of them, 1 it has not (or it failed), 2 usage."
    })
final class ResendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeadLetterSelection choice;

  @Option(names = "--all", description = "All of the group that are open.")
  private boolean all;

  @Override
  public Integer call() {
    if (choice.listSettings(spec.commandLine().getOut())) {
      return 0;
    }
    if (!all && !choice.named()) {
      throw new ParameterException(
          spec.commandLine(), "Which events? Name them with --id or --zone, or say --all.");
    }
    Settings settings = choice.settings();
    try (RecorderHttp recorder = new RecorderHttp(ForwarderSettings.recorder(settings));
        DeadLetterWriter box =
            DeadLetterWriter.at(
                KafkaConnection.of(settings), settings.get(ForwarderSetting.GROUP))) {
      List<Shelved> open =
          choice.read(settings, spec.commandLine().getErr()).stream()
              .filter(Shelved::isOpen)
              .toList();
      long taken = open.stream().filter(letter -> resend(letter, recorder, box)).count();
      say("%d of %d sent again".formatted(taken, open.size()));
      return taken == open.size() ? 0 : 1;
    } catch (KafkaException | CompletionException | IllegalStateException e) {
      spec.commandLine().getErr().println("resend failed: " + e.getMessage());
      return 1;
    }
  }

  private boolean resend(Shelved letter, RecorderHttp recorder, DeadLetterWriter box) {
    ObjectNode event = letter.event();
    event.put(CloudEvents.RESENT, "true");
    String complaint = recorder.sendAgain(event.toString().getBytes(StandardCharsets.UTF_8));
    if (!complaint.isEmpty()) {
      say("%s %s: %s".formatted(letter.id(), letter.type(), complaint));
      return false;
    }
    box.markResent(letter.letter()).join();
    say("%s %s: taken".formatted(letter.id(), letter.type()));
    return true;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
