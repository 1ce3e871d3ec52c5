package org.zonekeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A run of a script of {@code desktop-gateway/src/test/js} in Node. Without Node, or without its
 * packages, a developer's test says so and is skipped; where the variable {@code CI} is set it
 * fails.
 */
public record Node(int exit, String output) {
  private static final Path SCRIPTS =
      Path.of(System.getProperty("zonekeeper.home"), "desktop-gateway/src/test/js");
  private static final long LONGEST_SECONDS = 120;

  /** Whether there is a browser; without one the test is skipped, or fails where CI is set. */
  public static void requireBrowser() {
    require(Files.isExecutable(Path.of("/usr/bin/chromium")), "/usr/bin/chromium");
  }

  /**
   * Runs a script to its end.
   *
   * @param onLine takes each line that it prints, when it prints it
   */
  public static Node play(String script, Consumer<String> onLine, String... arguments)
      throws IOException, InterruptedException {
    require(Files.isDirectory(SCRIPTS.resolve("node_modules")), "npm ci in " + SCRIPTS);
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(SCRIPTS.toFile()).redirectErrorStream(true).start();
    StringBuilder output = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        onLine.accept(line);
      }
      return new Node(process.waitFor(), output.toString());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs a script to its end. */
  public static Node run(String script, String... arguments)
      throws IOException, InterruptedException {
    require(Files.isDirectory(SCRIPTS.resolve("node_modules")), "npm ci in " + SCRIPTS);
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Process process;
    Path log = Files.createTempFile("node", ".log");
    try {
      process =
          new ProcessBuilder(command)
              .directory(SCRIPTS.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      require(false, "node 20 or newer on the path: " + e.getMessage());
      throw e;
    }
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            script + " did not end within " + LONGEST_SECONDS + " s:\n" + read(log));
      }
      return new Node(process.exitValue(), read(log));
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  /**
   * Starts a program that goes on until the test ends it.
   *
   * @param program path below the project's directory
   * @param log where its output goes
   */
  public static Process start(Path log, String program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("node", Path.of(System.getProperty("zonekeeper.home"), program).toString()));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      require(false, "node 20 or newer on the path: " + e.getMessage());
      throw e;
    }
  }

  /** Requires the exit code 0. */
  public void isSuccessful(String otherwise) {
    assertThat(exit).as("%s:%n%s", otherwise, output).isZero();
  }

  private static String read(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  private static void require(boolean there, String what) {
    if (!there && System.getenv("CI") != null) {
      throw new AssertionError("this test needs " + what);
    }
    if (!there) {
      abort("NOT RUN, it needs " + what);
    }
  }
}
