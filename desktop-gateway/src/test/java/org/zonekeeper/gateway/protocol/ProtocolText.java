package org.zonekeeper.gateway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reader of {@code docs/desktop-protocol.md}: what its tables say of a message, and its examples.
 */
record ProtocolText(List<String> lines) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static ProtocolText read(Path file) throws IOException {
    return new ProtocolText(Files.readAllLines(file));
  }

  /** The last cell of the message's row as plain text; the type's name if it says nothing. */
  String meaning(String type) {
    List<String> cells = cells(rowOf(type));
    String last =
        cells
            .getLast()
            .replace("`", "")
            .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
            .replace("**", "")
            .strip();
    return last.isEmpty() ? type : last;
  }

  /** Whether the row shows the field with a question mark. */
  boolean mayBeAbsent(String type, String field) {
    return Pattern.compile("`" + Pattern.quote(field) + "`\\?").matcher(rowOf(type)).find();
  }

  /** The document's example frames of that type. */
  List<JsonNode> examples(String type) {
    List<JsonNode> examples = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("{\"type\":\"" + type + "\"")) {
        try {
          examples.add(JSON.readTree(line));
        } catch (JsonProcessingException e) {
          throw new AssertionError("no JSON: " + line, e);
        }
      }
    }
    return examples;
  }

  private String rowOf(String type) {
    return lines.stream()
        .filter(line -> line.startsWith("|") && cells(line).getFirst().contains("`" + type + "`"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " stands in no table of the document"));
  }

  private static List<String> cells(String row) {
    List<String> cells = new ArrayList<>(List.of(row.strip().split("\\|", -1)));
    cells.removeFirst();
    cells.removeLast();
    return cells;
  }
}
