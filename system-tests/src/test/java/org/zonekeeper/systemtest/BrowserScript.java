package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A script of {@code desktop-gateway/src/test/js} that plays people at pages, in Node and Chromium.
 * Without one of them a developer's test says so and is skipped; where the variable {@code CI} is
 * set it fails.
 */
final class BrowserScript {
  private static final Path SCRIPTS =
      Path.of(System.getProperty("zonekeeper.home"), "desktop-gateway/src/test/js");
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final String ASKS = "STAGE ";

  private BrowserScript() {}

  /** Something that a script asks for. */
  @FunctionalInterface
  interface Stage {
    void play(String what) throws Exception;
  }

  /** Skips or fails the test where there is no browser, or nothing to drive it. */
  static void require() {
    require(Files.isExecutable(BROWSER), BROWSER.toString());
    require(Files.isDirectory(SCRIPTS.resolve("node_modules")), "npm ci in " + SCRIPTS);
  }

  private static void require(boolean there, String what) {
    if (!there && System.getenv("CI") != null) {
      throw new AssertionError("this test needs " + what);
    }
    if (!there) {
      abort("NOT RUN, it needs " + what);
    }
  }

  /** Runs a script to its end, and requires that it finds no fault. */
  static void play(Stage stage, String script, List<String> arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of("node", script), arguments.stream()).toList();
    Process process = start(command);
    StringBuilder output = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (line.startsWith(ASKS)) {
          stage.play(line.substring(ASKS.length()));
        }
      }
      assertThat(process.waitFor()).as("%s:%n%s", script, output).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .directory(SCRIPTS.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      require(false, "node 20 or newer on the path: " + e.getMessage());
      throw e;
    }
  }
}
