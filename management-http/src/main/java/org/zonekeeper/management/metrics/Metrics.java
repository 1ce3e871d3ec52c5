package org.zonekeeper.management.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.zonekeeper.management.metrics.Metric.Kind;

/**
 * The figures of one service, in memory, told in Prometheus' text format. Meters are made by {@link
 * Metric}, with a value for each of its labels; asking again for a meter that is there gives that
 * one. Any thread.
 */
public final class Metrics implements AutoCloseable {
  private static final String SUFFIX_OF_COUNTERS = "_total";
  private static final String SUFFIX_OF_TIMERS = "_seconds";

  /** Content type of what is scraped. */
  public static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** The registry alone would let go of what it asks, and show its last value for ever. */
  private final List<Supplier<Number>> counts = new CopyOnWriteArrayList<>();

  /**
   * With the figures of the JVM and of the version that runs.
   *
   * @param version of the program
   */
  public Metrics(String version) {
    bind(new JvmMemoryMetrics());
    bind(collections);
    bind(new JvmThreadMetrics());
    bind(new ProcessorMetrics());
    bind(new FileDescriptorMetrics());
    gauge(Metric.BUILD, () -> 1, version);
  }

  /** Adds somebody else's figures, Kafka's for instance. */
  public Metrics bind(MeterBinder binder) {
    binder.bindTo(registry);
    return this;
  }

  /**
   * A figure that goes up and down.
   *
   * @param value asked whenever the figures are read, on any thread; the last one given for the
   *     same labels counts
   * @return takes the figure away when closed
   */
  public Gone gauge(Metric metric, Supplier<Number> value, String... labels) {
    require(metric, Kind.GAUGE);
    Meter.Id id =
        new Meter.Id(metric.exportedName(), tags(metric, labels), null, null, Meter.Type.GAUGE);
    registry.remove(id);
    Gauge gauge =
        Gauge.builder(metric.exportedName(), value)
            .description(metric.help())
            .tags(tags(metric, labels))
            .strongReference(true)
            .register(registry);
    return () -> registry.remove(gauge);
  }

  /** A figure that only grows; the caller adds to it. */
  public Counter counter(Metric metric, String... labels) {
    require(metric, Kind.COUNTER);
    return Counter.builder(without(SUFFIX_OF_COUNTERS, metric))
        .description(metric.help())
        .tags(tags(metric, labels))
        .register(registry);
  }

  /**
   * A figure that only grows, kept by somebody else.
   *
   * @param count asked whenever the figures are read, on any thread
   */
  public void counter(Metric metric, Supplier<Number> count, String... labels) {
    require(metric, Kind.COUNTER);
    counts.add(count);
    FunctionCounter.builder(
            without(SUFFIX_OF_COUNTERS, metric), count, counted -> counted.get().doubleValue())
        .description(metric.help())
        .tags(tags(metric, labels))
        .register(registry);
  }

  /**
   * Lengths of time, counted in buckets.
   *
   * @param buckets their upper bounds, ascending
   */
  public Timer histogram(Metric metric, List<Duration> buckets, String... labels) {
    require(metric, Kind.HISTOGRAM);
    return Timer.builder(without(SUFFIX_OF_TIMERS, metric))
        .description(metric.help())
        .tags(tags(metric, labels))
        .serviceLevelObjectives(buckets.toArray(Duration[]::new))
        .register(registry);
  }

  /** All figures as they are now, in the format {@link #TEXT_FORMAT}. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  /** A figure that may be taken away. */
  @FunctionalInterface
  public interface Gone extends AutoCloseable {
    @Override
    void close();
  }

  private static void require(Metric metric, Kind kind) {
    if (metric.kind() != kind) {
      throw new IllegalArgumentException(metric + " is a " + metric.kind() + ", no " + kind);
    }
  }

  private static String without(String suffix, Metric metric) {
    String name = metric.exportedName();
    if (!name.endsWith(suffix)) {
      throw new IllegalArgumentException(name + " has to end with " + suffix);
    }
    return name.substring(0, name.length() - suffix.length());
  }

  private static Tags tags(Metric metric, String... values) {
    if (values.length != metric.labels().size()) {
      throw new IllegalArgumentException(
          "%s has the labels %s, not %d of them"
              .formatted(metric.exportedName(), metric.labels(), values.length));
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(metric.labels().get(i), values[i]));
    }
    return Tags.of(tags);
  }
}
