package org.zonekeeper.cli;

import org.zonekeeper.acr.AcrForwarderCommand;
import org.zonekeeper.am.app.AgentManagerCommand;
import org.zonekeeper.gateway.app.GatewayCommand;
import org.zonekeeper.settings.MissingCommandException;
import org.zonekeeper.simulators.platform.DiallerPlatformCommand;
import org.zonekeeper.simulators.recorder.RecorderCommand;
import org.zonekeeper.simulators.robots.RobotsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zonekeeper run PART}: one part of the system in the foreground. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run one part of the system in the foreground, until Ctrl-C.",
    synopsisSubcommandLabel = "PART",
    commandListHeading = "%nParts:%n")
final class RunCommand implements Runnable {
  @Spec private CommandSpec spec;

  private RunCommand() {}

  static CommandLine commandLine() {
    CommandLine run = new CommandLine(new RunCommand());
    // Each part brings its own command class; this is the one place to name it.
    run.addSubcommand("agent-manager", new CommandLine(new AgentManagerCommand()));
    run.addSubcommand("desktop-gateway", new CommandLine(new GatewayCommand()));
    run.addSubcommand("acr-forwarder", new CommandLine(new AcrForwarderCommand()));
    run.addSubcommand("dialler-platform", new CommandLine(new DiallerPlatformCommand()));
    run.addSubcommand("desktop-robots", new CommandLine(new RobotsCommand()));
    run.addSubcommand("recorder", new CommandLine(new RecorderCommand()));
    run.addSubcommand("development-issuer", new CommandLine(new DevelopmentIssuerCommand()));
    return run;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine(), "part");
  }
}
