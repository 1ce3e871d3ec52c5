package org.zonekeeper.am.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class VouchedThreadsTest {
  private final VouchedThreads vouched = new VouchedThreads("am-1.b2");

  @Test
  void areThoseOfThisAgentManagerThatLive() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread one = start("am-1.b2-StreamThread-1", end);
    Thread other = start("am-11.b2-StreamThread-2", end);
    assertThat(vouched.announcement().threads()).containsExactly(1);

    CountDownLatch laterEnd = new CountDownLatch(1);
    Thread replacement = start("am-1.b2-StreamThread-3", laterEnd);
    end.countDown();
    one.join();
    other.join();
    assertThat(vouched.announcement().threads()).containsExactly(3);

    vouched.freeze();
    laterEnd.countDown();
    replacement.join();
    assertThat(vouched.announcement().threads()).containsExactly(3);
  }

  private static Thread start(String name, CountDownLatch end) {
    return Thread.ofPlatform()
        .name(name)
        .start(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
