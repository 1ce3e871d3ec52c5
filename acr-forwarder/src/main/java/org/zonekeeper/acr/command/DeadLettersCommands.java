package org.zonekeeper.acr.command;

import org.zonekeeper.settings.MissingCommandException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zonekeeper recorder dead-letters}: events that a recorder refused for good. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Events that a recorder refused for good: list them, send them again.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class DeadLettersCommands implements Runnable {
  @Spec private CommandSpec spec;

  private DeadLettersCommands() {}

  static CommandLine commandLine() {
    CommandLine letters = new CommandLine(new DeadLettersCommands());
    letters.addSubcommand("list", new CommandLine(new ListLettersCommand()));
    letters.addSubcommand("resend", new CommandLine(new ResendCommand()));
    return letters;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
