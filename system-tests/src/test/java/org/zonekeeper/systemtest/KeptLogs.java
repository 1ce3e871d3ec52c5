package org.zonekeeper.systemtest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Keeps what the processes of a test class wrote, in {@code target/evidence/CLASS}, until the next
 * run; prints their last lines once when something fails.
 */
final class KeptLogs
    implements BeforeAllCallback,
        LifecycleMethodExecutionExceptionHandler,
        TestExecutionExceptionHandler {
  private static final int LAST_LINES = 12;

  /** The processes' own, not a broker's data, whose files end likewise. */
  private static final PathMatcher LOGS =
      FileSystems.getDefault().getPathMatcher("glob:**/{am-*,logs/*,command-*}.log");

  private final Path directory;
  private boolean printed;

  private KeptLogs(Path directory) {
    this.directory = directory;
  }

  static KeptLogs of(Class<?> test) {
    return new KeptLogs(Path.of("target", "evidence", test.getSimpleName()).toAbsolutePath());
  }

  Path directory() {
    return directory;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> old = Files.walk(directory)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(directory);
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    printLastLines();
    throw failure;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    printLastLines();
    throw failure;
  }

  private void printLastLines() throws IOException {
    if (printed) {
      return;
    }
    printed = true;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path log : files.filter(LOGS::matches).sorted().toList()) {
        List<String> lines = Files.readAllLines(log);
        System.err.println("---- last lines of " + log);
        lines
            .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
            .forEach(System.err::println);
      }
    }
  }
}
