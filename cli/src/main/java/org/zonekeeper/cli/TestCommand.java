package org.zonekeeper.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code zonekeeper test}, for the help alone: the launcher script runs the tests itself, because
 * they build the very jar that this class is in.
 */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run every test: format, static analysis, unit tests, system tests.",
      "Same as 'mvn -B verify'; further arguments go to Maven."
    })
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "The launcher script runs this command: ./zonekeeper test");
  }
}
