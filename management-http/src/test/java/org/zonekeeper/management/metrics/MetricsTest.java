package org.zonekeeper.management.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** A registry holds what it asks weakly: a counter stood at nothing after a collection. */
  @Test
  void aCountIsAskedForHoweverOftenTheHeapIsCollected() {
    AtomicLong skipped = new AtomicLong();
    try (Metrics metrics = new Metrics("1")) {
      metrics.counter(Metric.GATEWAY_RECORDS_SKIPPED, () -> skipped.get());
      WeakReference<Object> collected = new WeakReference<>(new Object());
      await()
          .until(
              () -> {
                System.gc();
                return collected.get() == null;
              });
      skipped.set(7);

      assertThat(metrics.scrape()).contains(Metric.GATEWAY_RECORDS_SKIPPED.exportedName() + " 7.0");
    }
  }
}
