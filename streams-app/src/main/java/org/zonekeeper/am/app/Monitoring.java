package org.zonekeeper.am.app;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.zonekeeper.am.monitoring.ZoneCopies;
import org.zonekeeper.am.monitoring.ZoneMetrics;
import org.zonekeeper.am.ownership.OpenTransactions;
import org.zonekeeper.am.processor.ZoneActivityListener;
import org.zonekeeper.am.processor.ZoneOperatorLog;
import org.zonekeeper.management.Health;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.management.metrics.Metric;
import org.zonekeeper.management.metrics.Metrics;

/**
 * What an Agent Manager tells monitoring and orchestrators: its metrics, and whether it is alive
 * and ready. What needs the brokers is what {@link StandbyWatch} found last, so that no answer
 * waits for them. Opened before Kafka Streams, whose zones it observes; started after it.
 */
final class Monitoring implements AutoCloseable {
  private final Metrics metrics = new Metrics(ManagementPort.version());
  private final ZoneActivityListener observer =
      ZoneActivityListener.of(new ZoneOperatorLog(), new ZoneMetrics(metrics));
  private final LongAdder clockSteps = new LongAdder();
  private Optional<ManagementPort> port = Optional.empty();
  private Optional<KafkaStreamsMetrics> kafka = Optional.empty();

  Monitoring() {
    metrics.counter(Metric.CLOCK_STEPS, () -> clockSteps.sum() / 1e3);
  }

  /** To be told of the zones. */
  ZoneActivityListener observer() {
    return observer;
  }

  /** The host's clock was set. */
  void clockSet(Duration by) {
    clockSteps.add(by.abs().toMillis());
  }

  /**
   * Answers from now on.
   *
   * @param listen where, if at all
   * @param transactions of others, that zones may wait for
   * @param peers how many peers are watched
   * @throws UncheckedIOException if the address cannot be listened on
   */
  void start(
      Optional<InetSocketAddress> listen,
      KafkaStreams streams,
      ZoneCopies copies,
      Health health,
      OpenTransactions transactions,
      Supplier<Number> peers) {
    if (listen.isEmpty()) {
      return;
    }
    metrics.gauge(Metric.PEERS_MET, peers);
    metrics.counter(Metric.FOREIGN_TRANSACTIONS, transactions::ended);
    for (String zone : copies.zones()) {
      metrics.gauge(Metric.ZONE_FOREIGN_WAIT, () -> longestWait(transactions, copies, zone), zone);
      metrics.gauge(Metric.ZONE_STANDBY_LAG, () -> copies.lag(zone), zone);
    }
    KafkaStreamsMetrics ofKafka = new KafkaStreamsMetrics(streams);
    kafka = Optional.of(ofKafka);
    metrics.bind(ofKafka);
    try {
      port = Optional.of(ManagementPort.open(listen.get(), health, metrics));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen for monitoring on %s: %s; choose another address with %s"
              .formatted(listen.get(), e.getMessage(), ManagementPort.LISTEN.key()),
          e);
    }
  }

  private static double longestWait(OpenTransactions transactions, ZoneCopies copies, String zone) {
    return transactions.waits().stream()
        .filter(wait -> copies.zoneOf(wait.partition().partition()).equals(zone))
        .mapToDouble(wait -> wait.waiting().toMillis() / 1e3)
        .max()
        .orElse(0);
  }

  /** host:port; empty if nowhere. */
  String address() {
    return port.map(ManagementPort::address).orElse("");
  }

  @Override
  public void close() {
    port.ifPresent(ManagementPort::close);
    kafka.ifPresent(KafkaStreamsMetrics::close);
    metrics.close();
  }
}
