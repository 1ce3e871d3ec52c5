package org.zonekeeper.cli;

import org.zonekeeper.acr.command.RecorderCommands;
import org.zonekeeper.audit.command.AuditCommand;
import org.zonekeeper.bench.BenchCommand;
import org.zonekeeper.chaos.ChaosCommand;
import org.zonekeeper.chaos.fuzz.FuzzCommand;
import org.zonekeeper.chaos.soak.SoakCommand;
import org.zonekeeper.demo.DemoCommand;
import org.zonekeeper.restore.RestoreStateCommand;
import org.zonekeeper.settings.Failures;
import org.zonekeeper.settings.MissingCommandException;
import org.zonekeeper.simulation.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The {@code zonekeeper} command. Exit codes: 0 all went well, 1 it failed, 2 it was called
 * wrongly.
 *
 * <p>Every command is constructed here or in {@link RunCommand}, by hand.
 */
@Command(
    name = "zonekeeper",
    mixinStandardHelpOptions = true,
    version = "zonekeeper 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "An event-sourced Agent Manager for outbound contact centres on Apache Kafka.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 all went well, 1 it failed, 2 it was called wrongly.",
      "'zonekeeper COMMAND --help' tells more about a command."
    },
    commandListHeading = "%nCommands:%n")
public final class Zonekeeper implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs the command line and ends the JVM with its exit code. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("simulate")) {
      // Thousands of simulated Agent Managers would each log what real ones log.
      System.setProperty("zonekeeper.log.level", "WARN");
    }
    if (args.length > 0 && !args[0].equals("run")) {
      // A user who waits is told once, by the exception; what runs for weeks warns of each attempt.
      System.setProperty("zonekeeper.log.connections", "ERROR");
    }
    System.exit(
        commandLine()
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setOut(VisibleWriter.to(System.out))
            .setErr(VisibleWriter.to(System.err))
            .execute(args));
  }

  /** The whole command tree, for {@link #main} and for tests. */
  public static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Zonekeeper());
    root.addSubcommand("demo", new CommandLine(new DemoCommand()));
    root.addSubcommand("chaos", new CommandLine(new ChaosCommand()));
    root.addSubcommand("soak", new CommandLine(new SoakCommand()));
    root.addSubcommand("fuzz", new CommandLine(new FuzzCommand()));
    root.addSubcommand("bench", BenchCommand.commandLine());
    root.addSubcommand("cluster", ClusterCommand.commandLine());
    root.addSubcommand("topics", TopicsCommand.commandLine());
    root.addSubcommand("acls", AclsCommand.commandLine());
    root.addSubcommand("zones", ZonesCommand.commandLine());
    root.addSubcommand("run", RunCommand.commandLine());
    root.addSubcommand("simulate", new CommandLine(new SimulateCommand()));
    root.addSubcommand("recorder", RecorderCommands.commandLine());
    root.addSubcommand("audit", audit());
    root.addSubcommand("restore-state", new CommandLine(new RestoreStateCommand()));
    root.addSubcommand("test", new CommandLine(new TestCommand()));
    root.addSubcommand("build", new CommandLine(new BuildCommand()));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    return Failures.toldBy(root);
  }

  /** Making a journal takes the simulation, reading one does not: they meet here. */
  private static CommandLine audit() {
    CommandLine audit = AuditCommand.commandLine();
    audit.addSubcommand("generate", new CommandLine(new GenerateCommand()));
    return audit;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
