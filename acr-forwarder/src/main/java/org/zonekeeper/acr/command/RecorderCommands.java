package org.zonekeeper.acr.command;

import org.zonekeeper.settings.MissingCommandException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zonekeeper recorder}: how recorders are served, and what they did not take. */
@Command(
    name = "recorder",
    mixinStandardHelpOptions = true,
    description = "See how recorders are served; send again what one refused; metadata of a call.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
public final class RecorderCommands implements Runnable {
  @Spec private CommandSpec spec;

  private RecorderCommands() {}

  /** The commands below it, constructed. */
  public static CommandLine commandLine() {
    CommandLine recorder = new CommandLine(new RecorderCommands());
    recorder.addSubcommand("status", new CommandLine(new StatusCommand()));
    recorder.addSubcommand("dead-letters", DeadLettersCommands.commandLine());
    recorder.addSubcommand("metadata", new CommandLine(new MetadataCommand()));
    return recorder;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
