package org.zonekeeper.cli;

import org.zonekeeper.settings.MissingCommandException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zonekeeper cluster ...}: a real Kafka broker and schema registry on this machine. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "A real Kafka broker and schema registry on this machine, without Docker.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;

  private ClusterCommand() {}

  static CommandLine commandLine() {
    CommandLine cluster = new CommandLine(new ClusterCommand());
    cluster.addSubcommand("up", new CommandLine(new ClusterUpCommand()));
    return cluster;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
