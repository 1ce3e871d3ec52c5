package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.Topics;

/** No event of the journal is overlooked: some judge looks at it, or none does on purpose. */
class EveryEventJudgedTest {
  /** Gapless, chained, X6 and the fold look at every event; at these nothing else does. */
  private static final Map<String, String> EXCLUDED =
      Map.of(
          "FeatureLevelRaised",
          "an operator's word; that nothing newer comes before it is tested where it would come"
              + " from",
          "FactUnmatched",
          "says that a fact concerned nothing; no row promises more",
          "ZoneCheckBegun",
          "opens the check; what the check finds has events of its own");

  private static final Path JUDGES = Path.of("src/main/java/org/zonekeeper/check");

  @Test
  void everyEventIsJudgedOrExcludedOnPurpose() throws IOException {
    String judges = source();
    Set<String> looked =
        Topics.JOURNAL.types().stream()
            .map(Class::getSimpleName)
            .filter(event -> looksAt(judges, event))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(looked).doesNotContainAnyElementsOf(EXCLUDED.keySet());
    looked.addAll(EXCLUDED.keySet());
    assertThat(looked)
        .containsExactlyInAnyOrderElementsOf(
            Topics.JOURNAL.types().stream().map(Class::getSimpleName).toList());
  }

  private static boolean looksAt(String judges, String event) {
    // An arm that does nothing looks at nothing.
    return Pattern.compile(
            "\\bcase %1$s (?!\\w+ -> \\{\\})|\\binstanceof %1$s |\\b%1$s\\.class\\b"
                .formatted(event))
        .matcher(judges)
        .find();
  }

  private static String source() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(JUDGES)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
