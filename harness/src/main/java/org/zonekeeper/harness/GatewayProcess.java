package org.zonekeeper.harness;

import org.zonekeeper.gateway.app.GatewayCommand;
import picocli.CommandLine;

/**
 * The main class of the gateways that a {@link SystemRun} starts as child processes: the same
 * command as {@code zonekeeper run desktop-gateway}, without the rest of the command line.
 */
public final class GatewayProcess {
  private GatewayProcess() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new GatewayCommand()).execute(arguments));
  }
}
