package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A minute of inputs of every kind for every decoder. By hand for an hour: {@code ./zonekeeper fuzz
 * --minutes 60}.
 */
class DecodersFuzzTest {
  private static final Duration RUN =
      Duration.ofSeconds(Integer.getInteger("zonekeeper.fuzz.seconds", 60));

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @Test
  void everyInputIsTakenOrRefused(@TempDir Path directory) throws Exception {
    long seed = Long.getLong("zonekeeper.seed", System.nanoTime());
    System.out.println("DecodersFuzzTest seed " + seed);
    List<FuzzTarget> targets = Decoders.open(directory);
    FuzzSum sum = new FuzzSum();
    try {
      sum.add(FuzzRun.each(targets, seed, Long.MAX_VALUE, RUN, DEADLINE));
    } finally {
      for (FuzzTarget target : targets) {
        target.close();
      }
    }
    sum.print(new PrintWriter(System.out, true, UTF_8));
    assertThat(sum.findings()).isEmpty();
  }
}
