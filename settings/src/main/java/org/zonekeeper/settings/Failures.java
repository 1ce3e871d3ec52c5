package org.zonekeeper.settings;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a user sees when a command fails, on the command's thread: one sentence and exit code 2 for
 * a wrong call, one sentence and exit code 1 for what was foreseen, the whole trace for what was
 * not, since that is a fault of ours.
 */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private Failures() {}

  /** Has a command, and all below it, tell failures this way. */
  public static CommandLine toldBy(CommandLine command) {
    Failures failures = new Failures();
    return command.setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures);
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    if (!command.getSubcommands().isEmpty()) {
      command.usage(err);
    } else if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.printf("'%s --help' tells what there is.%n", command.getCommandSpec().qualifiedName());
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof InvalidSettingException) {
      return handleParseException(
          new ParameterException(command, failure.getMessage(), failure), new String[0]);
    }
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      err.println(name + ": interrupted");
    } else if (failure instanceof Foreseen) {
      err.println(name + ": " + failure.getMessage());
    } else {
      err.println(name + ": an error that it was not prepared for; please report it:");
      failure.printStackTrace(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
