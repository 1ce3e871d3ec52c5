package org.zonekeeper.audit.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.audit.state.JournalInstant;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.settings.FileTrouble;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What all commands that read a journal have in common: its options, times, JSON, errors as
 * sentences, and exit codes ({@link ExitCode}). Each runs on the command line's one thread.
 */
public abstract class ReadingCommand implements Callable<Integer> {
  /** What stands under the help of each of them. */
  public static final String EXIT_CODES =
      "Exit codes: 0 complete, 1 cannot be read, 2 called wrongly, 3 partial (what is missing or"
          + " damaged is named).";

  protected static final ObjectMapper JSON = new ObjectMapper();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  @Spec private CommandSpec spec;

  @Mixin private JournalOptions journal;

  @Option(names = "--json", description = "JSON instead of tables.")
  private boolean json;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "In which times are written and read (default: ${DEFAULT-VALUE}).")
  private String timeZone;

  @Override
  public final Integer call() {
    if (journal.listSettings(out())) {
      return ExitCode.COMPLETE;
    }
    check();
    try (JournalSource source = journal.open()) {
      JournalReading reading = new JournalReading(source, journal.zonesOf(source), err());
      int exitCode = run(reading);
      out().flush();
      reading.missing().forEach(this::tellMissing);
      return exitCode == ExitCode.COMPLETE && !reading.missing().isEmpty()
          ? ExitCode.PARTIAL
          : exitCode;
    } catch (UnreadableJournalException | RegistryException e) {
      out().flush();
      err().println("audit: " + e.getMessage());
      return ExitCode.FAILED;
    } catch (IOException e) {
      err().println("audit: a file cannot be written: " + FileTrouble.reason(e));
      return ExitCode.FAILED;
    }
  }

  /** Refuses options that cannot be used, before anything is opened. */
  protected void check() {
    // Most have none but those that picocli has checked.
  }

  /**
   * Does the command's work.
   *
   * @return the exit code if nothing was missing
   */
  protected abstract int run(JournalReading reading) throws IOException;

  private void tellMissing(String what) {
    err().println("PARTIAL: " + what);
    if (json) {
      line(JSON.createObjectNode().put("partial", what));
      out().flush();
    }
  }

  protected final CommandSpec spec() {
    return spec;
  }

  protected final JournalOptions journal() {
    return journal;
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  protected final boolean json() {
    return json;
  }

  /** Prints one line of JSON. */
  protected final void line(JsonNode node) {
    try {
      out().println(JSON.writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be printed: " + node, e);
    }
  }

  /** A time as it is shown. */
  protected final String time(long millis) {
    return Instant.ofEpochMilli(millis).atZone(here()).format(TIME);
  }

  /** A time as JSON has it: epoch milliseconds, and the same to read. */
  protected static void putTime(ObjectNode node, String name, long millis) {
    node.put(name, millis);
    node.put(name + "Utc", Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toString());
  }

  protected final ZoneId here() {
    try {
      return ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw wrong(
          "--time-zone: '%s' is no time zone; allowed are names such as UTC or Europe/Berlin"
              .formatted(timeZone),
          e);
    }
  }

  protected final JournalInstant moment(String option, String text) {
    try {
      return JournalInstant.parse(text, here());
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage(), e);
    }
  }

  protected final long millis(String option, String text) {
    try {
      return JournalInstant.millis(text, here());
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage(), e);
    }
  }

  protected final ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  protected final ParameterException wrong(String message, Exception cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
