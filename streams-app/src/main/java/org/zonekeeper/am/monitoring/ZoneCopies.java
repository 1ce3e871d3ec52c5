package org.zonekeeper.am.monitoring;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.StreamsException;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * How far the copies of zones here, owned ones and standbys, are behind their changelogs. The
 * brokers are asked for the changelogs' ends by {@link #look}; everybody else reads what that
 * found. Any thread.
 */
public final class ZoneCopies {
  private final KafkaStreams streams;
  private final ZoneDirectory directory;
  private volatile Map<String, Long> lags = Map.of();

  public ZoneCopies(KafkaStreams streams, ZoneDirectory directory) {
    this.streams = streams;
    this.directory = directory;
  }

  /** All zones there are, with a copy here or without. */
  public Iterable<String> zones() {
    return directory.zones();
  }

  /** The zone of this partition; none but zones' are looked at. */
  public String zoneOf(int partition) {
    return directory.zoneOf(partition).orElse("of partition " + partition);
  }

  /** Asks now; what was known stays if the brokers do not answer. May take as long as a request. */
  public Optional<Map<String, Long>> look() {
    try {
      Map<Integer, LagInfo> stores =
          streams.allLocalStorePartitionLags().getOrDefault(TopologyNames.STORE, Map.of());
      Map<String, Long> found = new TreeMap<>();
      stores.forEach(
          (partition, lag) ->
              directory.zoneOf(partition).ifPresent(zone -> found.put(zone, lag.offsetLag())));
      lags = found;
      return Optional.of(found);
    } catch (StreamsException | IllegalStateException e) {
      // Not running yet or no more, or the brokers do not say where the changelogs end.
      return Optional.empty();
    }
  }

  /**
   * The changelog records that the copy of a zone lacked when last looked; NaN: there is none here.
   */
  public double lag(String zone) {
    Long known = lags.get(zone);
    return known == null ? Double.NaN : known;
  }

  /** The changelog records that each copy lacked when last looked. */
  public Map<String, Long> lags() {
    return lags;
  }
}
