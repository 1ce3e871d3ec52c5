package org.zonekeeper.cli;

import java.io.PrintWriter;
import org.zonekeeper.cluster.process.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What the user sees when a command fails, on the command's thread: the sentence alone for what was
 * foreseen, the whole trace for what was not, since that is a fault of ours.
 */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      err.println("zonekeeper: interrupted");
    } else if (failure instanceof StartFailure) {
      err.println("zonekeeper: " + failure.getMessage());
    } else {
      err.println("zonekeeper: an error that it was not prepared for; please report it:");
      failure.printStackTrace(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
