package org.zonekeeper.simulators.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesFileTest {
  @TempDir private Path directory;

  @Test
  void whoReadsMeanwhileSeesWholeLinesOnly() throws Exception {
    Path file = directory.resolve("deeper/lines.jsonl");
    try (JsonLinesFile lines = JsonLinesFile.appendTo(file)) {
      long seen = 0;
      for (int i = 0; i < 4_000; i++) {
        lines.write(lines.line(i, "kind").put("text", "李".repeat(i % 50)));
        long size = Files.size(file);
        if (size != seen) {
          seen = size;
          assertThat(Files.readString(file)).endsWith("}\n");
        }
      }
      assertThat(seen).isPositive();
    }
    assertThat(Files.readAllLines(file)).hasSize(4_000);
  }

  @Test
  void whatIsFlushedCanBeRead() throws Exception {
    Path file = directory.resolve("lines.jsonl");
    try (JsonLinesFile lines = JsonLinesFile.appendTo(file)) {
      lines.write(lines.line(1, "one"));
      assertThat(file).isEmptyFile();
      lines.flush();
      assertThat(file).hasContent("{\"at\":1,\"kind\":\"one\"}\n");
    }
  }
}
