package org.zonekeeper.cluster.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What Java cannot do to a process, but the operating system's own programs can. Stateless. */
public final class OperatingSystem {
  private OperatingSystem() {}

  /**
   * Runs a program that does something to a process, and waits for it. That the process has ended
   * meanwhile is no error.
   *
   * @throws IOException when the program cannot be run or refuses, with what it said
   * @throws InterruptedException when interrupted while it runs
   */
  public static void ask(ChildProcess about, String... command)
      throws IOException, InterruptedException {
    Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.waitFor() != 0 && about.isAlive()) {
      throw new IOException(
          "%s for %s: %s".formatted(String.join(" ", command), about.name(), answer));
    }
  }
}
