package org.zonekeeper.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class AllBenchmarksTest {
  /** Files to write are tried when a command is read; "all" makes the directory before. */
  @TempDir private static Path figures;

  static Stream<List<String>> commands() {
    AllBenchmarks all = new AllBenchmarks(figures);
    return Stream.concat(all.whole(50).values().stream(), all.quick().values().stream());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandCanBeCarriedOut(List<String> command) {
    // As the program's own command line is.
    CommandLine asking = BenchCommand.commandLine().setCaseInsensitiveEnumValuesAllowed(true);

    CommandLine.ParseResult parsed =
        AllBenchmarks.commandLine(asking).parseArgs(command.toArray(String[]::new));

    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(command.getFirst());
  }
}
