package org.zonekeeper.harness.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir private Path directory;

  @Test
  void hands_over_new_lines_of_interest_once_and_whole() throws IOException {
    Path log = Files.writeString(directory.resolve("log"), "{\"type\":\"Old\",\"n\":0}\n");
    try (LogTail tail = new LogTail(log, List.of("\"New\""))) {
      append(log, "{\"type\":\"New\",\"n\":1}\n{\"type\":\"Other\",\"n\":2}\n{\"type\":\"Ne");
      assertThat(read(tail)).containsExactly(1);
      append(log, "w\",\"n\":3}\n");
      assertThat(read(tail)).containsExactly(3);
      assertThat(read(tail)).isEmpty();
    }
  }

  private static List<Integer> read(LogTail tail) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    tail.read(lines::add);
    return lines.stream().map(line -> line.path("n").asInt()).toList();
  }

  private static void append(Path log, String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }
}
