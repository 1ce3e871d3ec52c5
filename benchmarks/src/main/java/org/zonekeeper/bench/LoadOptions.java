package org.zonekeeper.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.zonekeeper.stage.rig.Load;
import picocli.CommandLine;
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
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of customers and agents (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures here, as JSON.")
  private Path json;

  @Option(names = "--keep", description = "Keep logs and evidence, and say where they are.")
  private boolean keep;

  /**
   * The load that was asked for.
   *
   * @param command for the error, if there cannot be such a load
   */
  Load load(CommandLine command) {
    try {
      return new Load(zones, agents, callsPerSecond, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }

  boolean keep() {
    return keep;
  }
}
