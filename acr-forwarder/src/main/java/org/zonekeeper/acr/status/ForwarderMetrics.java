package org.zonekeeper.acr.status;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.management.metrics.Metric;
import org.zonekeeper.management.metrics.Metrics;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * The metrics of a forwarder: how far the recorder is behind, for every zone; a zone that another
 * forwarder of the group has is told with NaN, which monitoring takes for no value.
 */
final class ForwarderMetrics {
  private final Metrics metrics = new Metrics(ManagementPort.version());
  private final Supplier<List<ForwarderLag>> lags;

  ForwarderMetrics(ZoneDirectory zones, Supplier<List<ForwarderLag>> lags) {
    this.lags = lags;
    for (String zone : zones.zones()) {
      metrics.gauge(
          Metric.RECORDER_LAG_EVENTS,
          () -> of(zone).map(lag -> (double) (lag.waiting() + lag.unread())).orElse(Double.NaN),
          zone);
      metrics.gauge(
          Metric.RECORDER_LAG,
          () -> of(zone).map(lag -> lag.oldestMs() / 1e3).orElse(Double.NaN),
          zone);
      metrics.gauge(
          Metric.RECORDER_WITHHELD,
          () -> of(zone).map(lag -> (double) lag.withheld()).orElse(Double.NaN),
          zone);
    }
  }

  Metrics metrics() {
    return metrics;
  }

  private Optional<ForwarderLag> of(String zone) {
    return lags.get().stream().filter(lag -> lag.zone().equals(zone)).findFirst();
  }
}
