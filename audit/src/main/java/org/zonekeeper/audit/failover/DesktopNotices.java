package org.zonekeeper.audit.failover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.settings.FileTrouble;

/**
 * What desktops heard of outages, from transcripts (JSON lines, as the robots write them, and as a
 * desktop can). The journal knows who had to be told; only desktops know when they heard it.
 * Immutable; any thread.
 */
public final class DesktopNotices {
  /** No transcripts were given. */
  public static final DesktopNotices NONE = new DesktopNotices(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Heard> heard;

  private record Heard(String agent, String zone, String type, long at) {}

  /**
   * How a notice spread.
   *
   * @param agents how many agents heard it
   * @param firstAt epoch milliseconds
   * @param lastAt epoch milliseconds
   */
  public record Spread(int agents, long firstAt, long lastAt) {}

  private DesktopNotices(List<Heard> heard) {
    this.heard = List.copyOf(heard);
  }

  /**
   * Reads a transcript; of it only the two notices are kept.
   *
   * @throws JournalFaultException naming file and line, if it cannot be read
   */
  public static DesktopNotices read(Path file) {
    List<Heard> heard = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (line.contains("POMAvailable") || line.contains("POMNotAvailable")) {
          heardIn(parsed(file, number, line)).ifPresent(heard::add);
        }
      }
    } catch (IOException e) {
      throw new UnreadableJournalException(
          "%s cannot be read: %s".formatted(file, FileTrouble.reason(e)), e);
    }
    return new DesktopNotices(heard);
  }

  private static JsonNode parsed(Path file, int number, String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UnreadableJournalException(
          "%s, line %d: %s".formatted(file, number, e.getOriginalMessage()), e);
    }
  }

  private static Optional<Heard> heardIn(JsonNode line) {
    JsonNode message = line.path("message");
    boolean notice =
        line.path("kind").asText().equals("in")
            && line.hasNonNull("agent")
            && message.path("type").asText().matches("POM(Not)?Available");
    return notice
        ? Optional.of(
            new Heard(
                line.path("agent").asText(),
                message.path("zone").asText(),
                message.path("type").asText(),
                line.path("at").asLong()))
        : Optional.empty();
  }

  /** Whether there is anything to tell. */
  public boolean isEmpty() {
    return heard.isEmpty();
  }

  /**
   * How a notice of a zone spread between two times, epoch milliseconds; empty if nobody heard it.
   *
   * @param type POMNotAvailable or POMAvailable
   */
  public Optional<Spread> spread(String zone, String type, long from, long until) {
    List<Heard> matching =
        heard.stream()
            .filter(one -> one.zone().equals(zone) && one.type().equals(type))
            .filter(one -> one.at() >= from && one.at() < until)
            .sorted(Comparator.comparingLong(Heard::at))
            .toList();
    return matching.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Spread(
                (int) matching.stream().map(Heard::agent).distinct().count(),
                matching.getFirst().at(),
                matching.getLast().at()));
  }
}
