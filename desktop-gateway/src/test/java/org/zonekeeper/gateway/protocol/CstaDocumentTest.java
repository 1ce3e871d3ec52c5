package org.zonekeeper.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;

/** docs/csta.md has each state, command and notification in its table, and no other. */
class CstaDocumentTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static List<String> lines;

  @BeforeAll
  static void readTheDocument() throws IOException {
    lines = Files.readAllLines(Path.of(System.getProperty("zonekeeper.home"), "docs", "csta.md"));
  }

  @Test
  void mapsEveryAgentState() {
    assertThat(mappedUnder("## Agent states")).isEqualTo(names(AgentState.values()));
  }

  @Test
  void mapsEveryCallState() {
    assertThat(mappedUnder("## Call states")).isEqualTo(names(CallState.values()));
  }

  @Test
  void saysWhyOtherStatesHaveNoCounterpart() {
    Set<String> others = names(JobState.values());
    others.addAll(names(NailupState.values()));
    others.remove(JobState.UNKNOWN.name());
    assertThat(mappedUnder("## States without a counterpart")).isEqualTo(others);
  }

  @Test
  void mapsEveryCommand() {
    assertThat(mappedUnder("## Services"))
        .isEqualTo(wireNames(Arrays.stream(CommandType.values()).map(CommandType::wireName)));
  }

  @Test
  void mapsEveryNotification() {
    assertThat(mappedUnder("## Events"))
        .isEqualTo(
            wireNames(Arrays.stream(NotificationType.values()).map(NotificationType::wireName)));
  }

  /** What stands in the first cells of the section's table. */
  private static Set<String> mappedUnder(String heading) {
    return wireNames(
        lines.stream()
            .skip(lines.indexOf(heading) + 1L)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|", -1)[1])
            .flatMap(cell -> CODE.matcher(cell).results().map(CstaDocumentTest::code)));
  }

  private static String code(MatchResult found) {
    return found.group(1);
  }

  private static Set<String> names(Enum<?>[] values) {
    return wireNames(Arrays.stream(values).map(Enum::name));
  }

  private static Set<String> wireNames(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }
}
