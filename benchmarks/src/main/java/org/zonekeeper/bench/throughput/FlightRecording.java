package org.zonekeeper.bench.throughput;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.bench.direct.DirectLoadSystem;

/**
 * A recording of the first Agent Manager by its JVM's flight recorder, from the making of this to
 * {@link #land}; nothing if no file is wanted. Started and fetched by the JDK's jcmd. One thread.
 */
final class FlightRecording {
  private static final String NAME = "zonekeeper-bench";

  private final long pid;
  private final Optional<Path> file;

  FlightRecording(DirectLoadSystem system, Optional<Path> file)
      throws IOException, InterruptedException {
    this.pid = system.livingAgentManagers().getFirst().pid();
    this.file = file;
    if (file.isPresent()) {
      jcmd("JFR.start", "name=" + NAME, "settings=profile");
    }
  }

  /**
   * Ends the recording.
   *
   * @param better than what was recorded before, which it then replaces
   */
  void land(boolean better) throws IOException, InterruptedException {
    if (file.isEmpty()) {
      return;
    }
    Path wanted = file.get().toAbsolutePath();
    Path fresh = wanted.resolveSibling(wanted.getFileName() + ".part");
    jcmd("JFR.stop", "name=" + NAME, "filename=" + fresh);
    if (better || !Files.exists(wanted)) {
      Files.move(fresh, wanted, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(fresh);
    }
  }

  private void jcmd(String... command) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid)));
    line.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
    String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("%s failed: %s".formatted(String.join(" ", line), answer));
    }
  }
}
