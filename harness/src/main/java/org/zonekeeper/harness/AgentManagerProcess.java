package org.zonekeeper.harness;

import org.zonekeeper.am.app.AgentManagerCommand;
import picocli.CommandLine;

/**
 * The main class of the Agent Managers that a {@link SystemRun} starts as child processes: the same
 * command as {@code zonekeeper run agent-manager}, without the rest of the command line.
 */
public final class AgentManagerProcess {
  private AgentManagerProcess() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AgentManagerCommand()).execute(arguments));
  }
}
