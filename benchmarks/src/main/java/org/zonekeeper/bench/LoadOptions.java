package org.zonekeeper.bench;

import java.time.Duration;
import org.zonekeeper.harness.rig.RigLoad;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that all benchmarks under load share; filled by picocli. */
final class LoadOptions {
  @Option(
      names = "--zones",
      paramLabel = "N",
      defaultValue = "8",
      description = "Zones (default: ${DEFAULT-VALUE}).")
  private int zones;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Agents of all zones together (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--calls-per-second",
      paramLabel = "N",
      defaultValue = "139",
      description = "Attempts that the platform starts each second (default: ${DEFAULT-VALUE}).")
  private int callsPerSecond;

  @Option(
      names = "--break-in",
      paramLabel = "MINUTES",
      defaultValue = "12",
      description = {
        "The longest time before anything counts, in which broker, gateway and desktops, which are",
        "a minute old, compile their code; 0: all counts (default: ${DEFAULT-VALUE})."
      })
  private int breakInMinutes;

  @Mixin private RunOptions run;

  /**
   * The load that was asked for.
   *
   * @param command for the error, if there cannot be such a load
   */
  RigLoad load(CommandLine command) {
    try {
      return new RigLoad(zones, agents, callsPerSecond, run.seed());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }

  /** The longest time before anything counts. */
  Duration breakIn() {
    OptionBounds.require("--break-in", breakInMinutes, 0, 1_440);
    return Duration.ofMinutes(breakInMinutes);
  }

  RunOptions run() {
    return run;
  }
}
