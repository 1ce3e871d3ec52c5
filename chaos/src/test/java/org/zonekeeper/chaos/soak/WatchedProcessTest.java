package org.zonekeeper.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cluster.process.ChildProcess;

/** What a process keeps is seen from outside, and that it has ended. */
public class WatchedProcessTest {
  private static final int KEPT_MEGABYTES = 40;

  @TempDir private Path directory;

  /** A process that keeps some memory and stays. */
  public static final class Keeper {
    private static final List<byte[]> KEPT = new ArrayList<>();

    private Keeper() {}

    public static void main(String[] arguments) throws Exception {
      for (int i = 0; i < KEPT_MEGABYTES; i++) {
        KEPT.add(new byte[1 << 20]);
      }
      System.out.println("kept " + KEPT.size());
      Thread.currentThread().join();
    }
  }

  @Test
  void seesWhatAProcessKeepsAndThatItHasEnded() throws Exception {
    try (ChildProcess keeper =
        ChildProcess.named("keeper")
            .main(Keeper.class.getName())
            .log(directory.resolve("keeper.log"))
            .start()) {
      keeper.awaitReady(
          "its line",
          Duration.ofMinutes(2),
          () -> keeper.lastLogLines(5).stream().anyMatch(line -> line.startsWith("kept")));
      try (WatchedProcess watched =
          WatchedProcess.attach("keeper", keeper.pid(), WatchedProcess.Collecting.ALL)) {
        Map<Measure, Double> seen = watched.look();
        assertThat(seen.get(Measure.HEAP))
            .isBetween((double) (KEPT_MEGABYTES << 20), 1.5 * (KEPT_MEGABYTES << 20));
        assertThat(seen.get(Measure.THREADS)).isGreaterThan(3);
        assertThat(seen.get(Measure.FILES)).isGreaterThan(3);
        keeper.kill();
        assertThatThrownBy(watched::look).isInstanceOf(IOException.class);
      }
    }
  }
}
