package org.zonekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every bound that is promised names tests that show it, and those exist. */
class BoundsDocumentTest {
  private static final Path HOME = Path.of("..");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
  private static final int SHOWN_BY = 4;

  @Test
  void everyBoundNamesATest() throws IOException {
    List<String> rows = document().lines().filter(line -> line.startsWith("| ")).skip(1).toList();
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows)
        .allSatisfy(
            row -> assertThat(row.split("\\|", -1)[SHOWN_BY]).as(row).containsPattern(TEST));
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> named =
        TEST.matcher(document())
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tests()).containsAll(named);
  }

  private static String document() throws IOException {
    return Files.readString(HOME.resolve("docs/bounds.md"));
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> modules = Files.list(HOME)) {
      Set<String> names = new TreeSet<>();
      for (Path sources : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .forEach(name -> names.add(name.replace(".java", "")));
          }
        }
      }
      return names;
    }
  }
}
