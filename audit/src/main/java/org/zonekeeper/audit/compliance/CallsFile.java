package org.zonekeeper.audit.compliance;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zonekeeper.schemas.journal.CallCompleted;

/** The raw facts behind the figures: one CSV line for each live-answered call. One thread. */
public final class CallsFile implements AutoCloseable {
  private static final String HEADINGS =
      "zone,sequence,campaign,job,call,answered_at,greeting_ended_at,connected_at,disconnected_at,"
          + "agent_after_ms,care,nuisance,mark,completion_code\n";

  private final BufferedWriter out;

  private CallsFile(BufferedWriter out) {
    this.out = out;
  }

  /**
   * Begins the file anew.
   *
   * @throws IOException if it cannot be written
   */
  public static CallsFile create(Path file) throws IOException {
    BufferedWriter out = Files.newBufferedWriter(file);
    out.write(HEADINGS);
    return new CallsFile(out);
  }

  void add(CallFacts call) {
    CallCompleted end = call.end();
    Optional<Long> connected = Optional.ofNullable(end.getConnectedAt());
    String line =
        Stream.of(
                call.zone(),
                Long.toString(call.sequence()),
                end.getCampaign(),
                end.getJobId(),
                end.getCallId(),
                time(Optional.of(end.getAnsweredAt())),
                time(Optional.of(end.getGreetingEndedAt())),
                time(connected),
                time(Optional.ofNullable(end.getDisconnectedAt())),
                connected.map(at -> Long.toString(at - end.getGreetingEndedAt())).orElse(""),
                call.care().name(),
                call.nuisance() ? "yes" : "no",
                Optional.ofNullable(end.getNuisance()).map(Enum::name).orElse(""),
                end.getCompletionCode())
            .map(Csv::field)
            .collect(Collectors.joining(","));
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("the calls cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static String time(Optional<Long> at) {
    return at.map(millis -> Instant.ofEpochMilli(millis).toString()).orElse("");
  }
}
