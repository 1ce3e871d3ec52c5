package org.zonekeeper.am.app;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class BoundedThreadReplacementTest {
  private final AtomicLong clock = new AtomicLong(1_000_000);
  private final AtomicInteger deaths = new AtomicInteger();
  private final BoundedThreadReplacement policy =
      new BoundedThreadReplacement(2, clock::get, deaths::incrementAndGet);
  private final Exception failure = new StreamsException("broken");

  @Test
  void replacesSoManyThreadsWithinAMinuteAndThenShutsDown() {
    assertThat(policy.handle(failure)).isEqualTo(REPLACE_THREAD);
    clock.addAndGet(59_999);
    assertThat(policy.handle(failure)).isEqualTo(REPLACE_THREAD);
    assertThat(policy.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void tellsOfEachDeathWhateverComesOfIt() {
    policy.handle(failure);
    policy.handle(new OutOfMemoryError("heap"));
    assertThat(deaths).hasValue(2);
  }

  @Test
  void forgetsReplacementsThatAreAMinuteOld() {
    assertThat(policy.handle(failure)).isEqualTo(REPLACE_THREAD);
    assertThat(policy.handle(failure)).isEqualTo(REPLACE_THREAD);
    clock.addAndGet(60_000);
    assertThat(policy.handle(failure)).isEqualTo(REPLACE_THREAD);
  }

  @Test
  void neverReplacesAThreadThatAnErrorKilled() {
    assertThat(policy.handle(new OutOfMemoryError("heap"))).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.handle(new StreamsException("wrapped", new StackOverflowError())))
        .isEqualTo(SHUTDOWN_CLIENT);
  }
}
