package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayThreadTest {
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final GatewayThread thread = new GatewayThread(failures::add);

  @Test
  void aBulkAndTheRestHaveTheirTurns() throws InterruptedException {
    thread.handBulk(() -> done.add("part 1"));
    thread.handBulk(() -> done.add("part 2"));
    thread.handBulk(() -> done.add("part 3"));
    thread.hand(() -> done.add("frame 1"));
    thread.hand(() -> done.add("frame 2"));
    assertThat(thread.isBulkWaiting()).isTrue();
    thread.start();
    awaitIdle();

    assertThat(done).containsExactly("frame 1", "part 1", "frame 2", "part 2", "part 3");
    assertThat(thread.isBulkWaiting()).isFalse();
    thread.stop();
    assertThat(failures).isEmpty();
  }

  @Test
  void aFailureIsToldAndEndsIt() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    IllegalStateException fault = new IllegalStateException("a fault of ours");
    GatewayThread failing =
        new GatewayThread(
            failure -> {
              failures.add(failure);
              told.countDown();
            });
    failing.start();
    failing.handBulk(
        () -> {
          throw fault;
        });
    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(failures).containsExactly(fault);
    failing.stop();
  }

  /** Nothing waits any more: this comes behind all parts, and all that was handed over before. */
  private void awaitIdle() throws InterruptedException {
    CountDownLatch idle = new CountDownLatch(1);
    thread.handBulk(idle::countDown);
    assertThat(idle.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
