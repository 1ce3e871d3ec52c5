package org.zonekeeper.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol document and the table of messages say the same. */
class DesktopProtocolDocumentTest {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static List<String> lines;

  @BeforeAll
  static void readTheDocument() throws IOException {
    lines =
        Files.readAllLines(
            Path.of(System.getProperty("zonekeeper.home"), "docs", "desktop-protocol.md"));
  }

  @ParameterizedTest
  @EnumSource(CommandType.class)
  void describesEveryCommandAndItsFields(CommandType type) {
    String row = rowOf(type.wireName());
    type.fields().forEach(field -> assertThat(row).contains("`" + field.name() + "`"));
  }

  @ParameterizedTest
  @EnumSource(NotificationType.class)
  void describesEveryNotificationAndItsFields(NotificationType type) {
    String row = rowOf(type.wireName());
    type.fields().forEach(field -> assertThat(row).contains("`" + field + "`"));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void listsEveryReasonWithItsNumber(Reason reason) {
    assertThat(lines)
        .anyMatch(line -> line.startsWith("| " + reason.number() + " | `" + reason + "`"));
  }

  @Test
  void itsExampleCommandsAreValid() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String line : examples()) {
      String type = JSON.readTree(line).path("type").textValue();
      for (Endpoint endpoint : Endpoint.values()) {
        if (CommandType.named(endpoint, type).isPresent()) {
          try {
            FrameReader.read(endpoint, line);
          } catch (ProtocolException e) {
            wrong.add(line + ": " + e.getMessage());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(NotificationType.class)
  void givesAnExampleOfEveryNotification(NotificationType type) throws IOException {
    List<JsonNode> examples = new ArrayList<>();
    for (String line : examples()) {
      JsonNode example = JSON.readTree(line);
      if (example.path("type").textValue().equals(type.wireName())) {
        examples.add(example);
      }
    }
    assertThat(examples).isNotEmpty();
    for (JsonNode example : examples) {
      List<String> own = new ArrayList<>();
      example.fieldNames().forEachRemaining(own::add);
      assertThat(own).contains("zone", "epoch", "sequence", "time");
      own.removeAll(List.of("type", "zone", "epoch", "sequence", "time"));
      assertThat(type.fields()).containsAll(own);
    }
  }

  private static List<String> examples() {
    return lines.stream().filter(line -> line.startsWith("{\"type\"")).toList();
  }

  private static String rowOf(String name) {
    return lines.stream()
        .filter(line -> line.startsWith("|") && firstCell(line).contains("`" + name + "`"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " stands in no table of the document"));
  }

  private static String firstCell(String line) {
    return line.substring(1, line.indexOf('|', 1));
  }
}
