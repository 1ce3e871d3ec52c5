package org.zonekeeper.cluster.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettableClockTest {
  @TempDir private Path directory;

  @Test
  void setsTheClockOfARunningChildAndOfNobodyElse() throws IOException, InterruptedException {
    SettableClock clock = SettableClock.in(directory);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(clock.jvmFlags());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), TellsTheTime.class.getName()));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (PrintWriter ask =
            new PrintWriter(
                new OutputStreamWriter(child.getOutputStream(), StandardCharsets.UTF_8), true);
        BufferedReader told = child.inputReader(StandardCharsets.UTF_8)) {
      assertThat(ahead(ask, told)).isBetween(-100L, 100L);
      clock.set(Duration.ofHours(1));
      assertThat(ahead(ask, told)).isBetween(3_599_900L, 3_600_100L);
      clock.set(Duration.ofHours(-2));
      assertThat(ahead(ask, told)).isBetween(-3_600_100L, -3_599_900L);
      clock.set(Duration.ofHours(1));
      clock.killStreamsThread();
      assertThat(ahead(ask, told)).isBetween(-100L, 100L);
      assertThat(aheadOn("am-1-StreamThread-2", ask, told)).isEqualTo(TellsTheTime.DEATH);
      assertThat(aheadOn("am-1-StreamThread-3", ask, told)).isBetween(-100L, 100L);
    }
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
  }

  private static long ahead(PrintWriter ask, BufferedReader told) throws IOException {
    return aheadOn("main", ask, told);
  }

  private static long aheadOn(String thread, PrintWriter ask, BufferedReader told)
      throws IOException {
    ask.println(thread);
    return Long.parseLong(told.readLine());
  }
}
