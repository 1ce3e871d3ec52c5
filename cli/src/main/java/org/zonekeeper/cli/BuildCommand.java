package org.zonekeeper.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code zonekeeper build}, for the help alone: the launcher script builds by itself, because that
 * makes the very jar that this class is in.
 */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description =
        "Build what is missing or older than its sources; every other command does so first.")
final class BuildCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "The launcher script runs this command: ./zonekeeper build");
  }
}
