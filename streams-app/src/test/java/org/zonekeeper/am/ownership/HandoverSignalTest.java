package org.zonekeeper.am.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HandoverSignalTest {
  private final HandoverSignal bell = new HandoverSignal();

  @Test
  void waitsUntilEveryZoneHasAnnounced() throws InterruptedException {
    bell.owns("north");
    bell.owns("south");
    var zones =
        CompletableFuture.runAsync(
            () -> {
              Awaitility.await().until(() -> bell.rung().isPresent());
              bell.done("north");
              bell.done("south");
            });

    assertThat(bell.ring("stop", Duration.ofSeconds(10))).isEmpty();
    zones.join();
    assertThat(bell.rung()).contains("stop");
  }

  @Test
  void namesTheZonesThatDidNotAnnounceInTime() throws InterruptedException {
    bell.owns("north");
    bell.owns("south");
    bell.done("south");

    assertThat(bell.ring("stop", Duration.ofMillis(20))).isEqualTo(Set.of("north"));
  }

  @Test
  void doesNotWaitWhenNothingIsOwned() throws InterruptedException {
    assertThat(bell.ring("stop", Duration.ZERO)).isEmpty();
  }
}
