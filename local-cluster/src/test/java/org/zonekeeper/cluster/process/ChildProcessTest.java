package org.zonekeeper.cluster.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zonekeeper.cluster.EchoChild;
import org.zonekeeper.cluster.ParentChild;

class ChildProcessTest {
  private static final Duration SOON = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void itsOutputIsInItsLogAndItsExitCodeIsKnown() {
    ChildProcess child = echo("3", "good-bye");

    assertThat(child.onExit().orTimeout(300, SECONDS).join()).isEqualTo(3);
    assertThat(child.lastLogLines(5)).containsExactly("said good-bye");
  }

  @Test
  void aChildThatEndsBeforeItIsReadyIsAnErrorWithItsLastWords() {
    ChildProcess child = echo("4", "out of luck");

    assertThatThrownBy(() -> child.awaitReady("a miracle", SOON, () -> false))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("ended with exit code 4")
        .hasMessageContaining("a miracle")
        .hasMessageContaining("said out of luck");
  }

  @Test
  void aChildThatIsNeverReadyIsAnErrorWithItsLastWords() throws InterruptedException {
    try (ChildProcess child = echo("wait", "in no hurry")) {
      child.awaitReady("its word", SOON, () -> !child.lastLogLines(1).isEmpty());

      assertThatThrownBy(() -> child.awaitReady("a miracle", Duration.ofMillis(50), () -> false))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("a miracle")
          .hasMessageContaining("said in no hurry");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TERM", "KILL"})
  void aSignalEndsIt(Signal signal) throws Exception {
    ChildProcess child = echo("wait", "hello");
    child.awaitReady("its word", SOON, () -> !child.lastLogLines(1).isEmpty());

    child.signal(signal);

    int expected = signal == Signal.TERM ? 128 + 15 : 128 + 9;
    assertThat(child.onExit().orTimeout(300, SECONDS).join()).isEqualTo(expected);
  }

  @Test
  void aFrozenChildIsAliveAndCanBeThawed() throws Exception {
    try (ChildProcess child = echo("wait", "hello")) {
      child.signal(Signal.STOP);
      await().atMost(SOON).until(() -> state(child).equals("T"));
      assertThat(child.isAlive()).isTrue();

      child.signal(Signal.CONT);
      await().atMost(SOON).until(() -> !state(child).equals("T"));
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void aKilledParentTakesItsChildrenAlong() throws Exception {
    ChildProcess parent =
        ChildProcess.named("parent")
            .main(ParentChild.class.getName(), directory.resolve("grandchild.log").toString())
            .log(directory.resolve("parent.log"))
            .start();
    parent.awaitReady("its child's id", SOON, () -> grandchild(parent).isPresent());
    ProcessHandle grandchild = grandchild(parent).orElseThrow();
    assertThat(grandchild.isAlive()).isTrue();

    parent.kill();

    await().atMost(SOON).until(() -> !grandchild.isAlive());
  }

  private static Optional<ProcessHandle> grandchild(ChildProcess parent) {
    return parent.lastLogLines(5).stream()
        .filter(line -> line.startsWith("grandchild="))
        .map(line -> Long.parseLong(line.substring("grandchild=".length())))
        .findFirst()
        .flatMap(ProcessHandle::of);
  }

  /** The kernel's one-letter state of a process; T is stopped. */
  private static String state(ChildProcess child) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }

  private ChildProcess echo(String exitCodeOrWait, String words) {
    return ChildProcess.named("echo")
        .main(EchoChild.class.getName(), exitCodeOrWait, words)
        .log(directory.resolve("echo.log"))
        .start();
  }
}
