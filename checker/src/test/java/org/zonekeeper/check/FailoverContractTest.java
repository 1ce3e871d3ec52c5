package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/failover-contract.md says what there is: its judges, its tests, every row. */
class FailoverContractTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([FX]\\d+) \\| (.+?) \\| (.*?) \\|(.*?)\\|$");
  private static final Pattern JUDGE = Pattern.compile("`([FX]\\d\\d\\w+)`");
  private static final Pattern TEST = Pattern.compile("`(\\w+)`");
  private static final String UNBUILT = "not built yet";

  private final List<Row> rows =
      ROW.matcher(read(ROOT.resolve("docs/failover-contract.md"))).results().map(Row::new).toList();
  private final Map<String, Path> sources = sources();

  private record Row(String id, String judges, String tests) {
    Row(MatchResult line) {
      this(line.group(1), line.group(3), line.group(4));
    }
  }

  @Test
  void everyRowIsThereOnceAndInOrder() {
    assertThat(rows)
        .extracting(Row::id)
        .containsExactlyElementsOf(
            Stream.concat(
                    IntStream.rangeClosed(1, 28).mapToObj(number -> "F" + number),
                    IntStream.rangeClosed(1, 11).mapToObj(number -> "X" + number))
                .toList());
  }

  @Test
  void everyJudgeOfTheTableExistsAndEveryJudgeIsInItsRow() {
    Map<String, String> rowOfJudge = new TreeMap<>();
    for (Row row : rows) {
      for (String judge : named(JUDGE, row.judges())) {
        assertThat(sources).as("judge of %s", row.id()).containsKey(judge);
        rowOfJudge.putIfAbsent(judge, row.id());
      }
    }
    Map<String, String> existing =
        sources.entrySet().stream()
            .filter(source -> source.getKey().matches("[FX]\\d\\d\\w+"))
            .filter(source -> source.getValue().toString().contains("src/main"))
            .collect(Collectors.toMap(Map.Entry::getKey, source -> rowIn(source.getKey())));

    assertThat(rowOfJudge).containsExactlyInAnyOrderEntriesOf(existing);
    existing.forEach(
        (judge, row) ->
            assertThat(read(sources.get(judge)))
                .as(judge)
                .containsPattern("super\\(\\s*\"" + row + "\""));
  }

  @Test
  void everyTestExistsAndNamesItsRow() {
    for (Row row : rows) {
      List<String> tests = named(TEST, row.tests());
      assertThat(tests.isEmpty()).as(row.id()).isEqualTo(row.judges().equals(UNBUILT));
      for (String test : tests) {
        assertThat(sources).as("test of %s", row.id()).containsKey(test);
        assertThat(read(sources.get(test))).as(test).containsPattern("\\b" + row.id() + "\\b");
      }
    }
  }

  /** F05WaitingCallsMarked is of F5. */
  private static String rowIn(String judge) {
    return judge.charAt(0) + Integer.toString(Integer.parseInt(judge.substring(1, 3)));
  }

  private static List<String> named(Pattern pattern, String text) {
    Matcher names = pattern.matcher(text);
    return names.results().map(name -> name.group(1)).toList();
  }

  /** Every source file of the project by its class's name. */
  private static Map<String, Path> sources() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/"))
          // Releases that were built are kept there.
          .filter(file -> !file.toString().contains("/.zonekeeper/"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  file -> file,
                  (one, other) -> one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
