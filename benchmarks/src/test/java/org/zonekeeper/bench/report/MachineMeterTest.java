package org.zonekeeper.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MachineMeterTest {
  @Test
  void a_core_that_works_is_seen() throws Exception {
    Thread working =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                  }
                });
    long busy = new MachineMeter().busyPercent();
    working.interrupt();
    // Half of one core's share: the machine may have others who want it.
    assertThat(busy).isBetween(50L / Runtime.getRuntime().availableProcessors(), 100L);
  }

  @Test
  void figures_of_a_full_machine_are_told_apart() {
    assertThat(printed(80, 80, 99)).contains("p50    80").doesNotContain("FULL");
    assertThat(printed(80, 95, 99)).contains("THE MACHINE WAS FULL");
  }

  private static String printed(long... busyPercent) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    MachineMeter.print(out, TimeDistribution.of(Arrays.stream(busyPercent).boxed().toList()));
    out.flush();
    return text.toString();
  }
}
