package org.zonekeeper.settings;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  /** In picocli's words, with the value in them. */
  private static final Pattern NO_PAIR =
      Pattern.compile("^Value for option option '([^']+)' \\(([^)]+)\\) should be in KEY=VALUE");

  private Failures() {}

  /** Has a command, and all below it, tell failures this way. */
  public static CommandLine toldBy(CommandLine command) {
    Failures failures = new Failures();
    OptionValues.readBy(command);
    return command.setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures);
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(sentence(wrong));
    if (wrong instanceof MissingCommandException) {
      command.usage(err);
    } else if (!command.getSubcommands().isEmpty()
        || !UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.printf("'%s --help' tells what there is.%n", command.getCommandSpec().qualifiedName());
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String sentence(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return ofUnmatched(unmatched.getUnmatched(), wrong.getCommandLine());
    }
    Matcher noPair = NO_PAIR.matcher(wrong.getMessage());
    return noPair.find()
        ? "%s: what follows is not %s".formatted(noPair.group(1), noPair.group(2))
        : wrong.getMessage();
  }

  /** What follows an option that there is none of may be a password. */
  private static String ofUnmatched(List<String> unmatched, CommandLine command) {
    Optional<String> option =
        unmatched.stream()
            .filter(argument -> argument.startsWith("-"))
            .map(argument -> argument.split("=", 2)[0])
            .findFirst();
    if (option.isPresent()) {
      return "Unknown option: '%s'".formatted(option.get());
    }
    String argument = unmatched.getFirst();
    Set<String> commands = command.getSubcommands().keySet();
    if (commands.isEmpty()) {
      return "'%s' is an argument too many".formatted(argument);
    }
    return NearestWord.to(argument, commands)
        .map(nearest -> "There is no '%s'; the nearest is %s".formatted(argument, nearest))
        .orElseGet(() -> "There is no '%s'".formatted(argument));
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
    } else if (ofFile(failure).isPresent()) {
      err.println(name + ": " + FileTrouble.sentence(ofFile(failure).get()));
    } else {
      err.println(name + ": an error that it was not prepared for; please report it:");
      failure.printStackTrace(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** A file that cannot be used is the world's affair, whoever comes across it. */
  private static Optional<FileSystemException> ofFile(Exception failure) {
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    return cause instanceof FileSystemException file ? Optional.of(file) : Optional.empty();
  }
}
