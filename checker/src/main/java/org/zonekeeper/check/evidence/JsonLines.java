package org.zonekeeper.check.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Reads JSON-lines logs. Stateless; any thread. */
public final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /**
   * Every line of the file, in order; blank lines are passed over.
   *
   * @throws IOException if the file cannot be read, or a line is not a JSON object with {@code at}
   *     and {@code kind}; the message names file and line
   */
  public static List<LogLine> read(Path file) throws IOException {
    List<LogLine> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          lines.add(parse(file, number, line));
        }
      }
    }
    return lines;
  }

  /**
   * The file's lines one by one, for logs that need not fit into memory; the caller closes it.
   *
   * @throws IOException if the file cannot be opened; a line that is none is an {@link
   *     UncheckedIOException} while reading
   */
  public static Stream<LogLine> stream(Path file) throws IOException {
    AtomicInteger number = new AtomicInteger();
    BufferedReader reader = Files.newBufferedReader(file);
    return reader
        .lines()
        .onClose(() -> close(reader))
        .filter(line -> number.incrementAndGet() > 0 && !line.isBlank())
        .map(
            line -> {
              try {
                return parse(file, number.get(), line);
              } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
              }
            });
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LogLine parse(Path file, int number, String line) throws IOException {
    try {
      return LogLine.of(JSON.readTree(line));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }
}
