package org.zonekeeper.gateway.app;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.zonekeeper.gateway.identity.Denial;
import org.zonekeeper.gateway.identity.FailedLogOns;
import org.zonekeeper.gateway.journal.FeedItem;
import org.zonekeeper.gateway.journal.KafkaFeed;
import org.zonekeeper.management.Health;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.management.metrics.Metric;
import org.zonekeeper.management.metrics.Metrics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.settings.ListenAddress;

/**
 * What a gateway tells monitoring and orchestrators. It follows the heartbeats of every zone, so it
 * is the one to tell that a zone has no owner at all. What is noted here is read on any thread.
 */
final class GatewayMonitoring implements AutoCloseable {
  private static final long COUNT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Metrics metrics = new Metrics(ManagementPort.version());
  private final Map<String, Long> heartbeats = new ConcurrentHashMap<>();
  private Optional<ManagementPort> port = Optional.empty();
  private boolean caughtUp;
  private long countedAt = System.nanoTime() - COUNT_EVERY_NANOS;
  private volatile int agents;
  private volatile int supervisors;

  GatewayMonitoring(ZoneDirectory zones, KafkaFeed feed, FailedLogOns failures) {
    long now = System.nanoTime();
    for (String zone : zones.zones()) {
      heartbeats.put(zone, now);
      metrics.gauge(
          Metric.ZONE_HEARTBEAT_AGE, () -> (System.nanoTime() - heartbeats.get(zone)) / 1e9, zone);
    }
    metrics.gauge(Metric.GATEWAY_SESSIONS, () -> agents, "agent");
    metrics.gauge(Metric.GATEWAY_SESSIONS, () -> supervisors, "supervisor");
    metrics.gauge(Metric.GATEWAY_FEED_LAG, feed::lag);
    metrics.counter(Metric.GATEWAY_RECORDS_SKIPPED, feed::skipped);
    for (Denial denial : Denial.values()) {
      metrics.counter(Metric.GATEWAY_LOG_ONS_REFUSED, () -> failures.count(denial), denial.name());
    }
  }

  /**
   * Answers from now on.
   *
   * @param ready whether clients are let in
   * @param failed whether the gateway has given up
   * @throws GatewayStartException if the address cannot be listened on
   */
  void start(Optional<ListenAddress> listen, BooleanSupplier ready, BooleanSupplier failed) {
    if (listen.isEmpty()) {
      return;
    }
    try {
      port =
          Optional.of(
              ManagementPort.open(
                  listen.get().toSocketAddress(), new GatewayHealth(ready, failed), metrics));
    } catch (IOException e) {
      throw new GatewayStartException(listen.get().cannotBeBound(e), e);
    }
  }

  /** host:port; empty if nowhere. */
  String address() {
    return port.map(ManagementPort::address).orElse("");
  }

  /** What was read of the topics; the feed's thread. */
  void read(List<FeedItem> items) {
    for (FeedItem item : items) {
      switch (item) {
        case FeedItem.Status status -> heartbeat(status.status());
        case FeedItem.CaughtUp done -> caughtUp = true;
        default -> {
          // Only heartbeats are timed.
        }
      }
    }
  }

  /**
   * A heartbeat read now came now, whatever the owner's clock says; one found at the start did not.
   */
  private void heartbeat(ZoneStatus status) {
    long late = caughtUp ? 0 : Math.max(0, System.currentTimeMillis() - status.getHeartbeatAt());
    heartbeats.put(status.getZone(), System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(late));
  }

  /** Counts once a second; the gateway's thread. */
  void count(GatewayCore core) {
    long now = System.nanoTime();
    if (now - countedAt >= COUNT_EVERY_NANOS) {
      countedAt = now;
      agents = core.sessions().connections().size();
      supervisors = core.consoles().connections().size();
    }
  }

  @Override
  public void close() {
    port.ifPresent(ManagementPort::close);
    metrics.close();
  }

  /** That Kafka is away is told to the desktops; it is no reason to send them elsewhere. */
  private record GatewayHealth(BooleanSupplier ready, BooleanSupplier failed) implements Health {
    @Override
    public Optional<String> notAlive() {
      return failed.getAsBoolean() ? Optional.of("the gateway has failed") : Optional.empty();
    }

    @Override
    public Optional<String> notReady() {
      return ready.getAsBoolean()
          ? Optional.empty()
          : Optional.of("the read models are not read yet, or the gateway is stopping");
    }
  }
}
