package org.zonekeeper.am.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.zonekeeper.am.monitoring.ZoneCopies;
import org.zonekeeper.am.ownership.RepeatingTask;
import org.zonekeeper.am.processor.StandbyReport;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.status.ZoneCopy;
import org.zonekeeper.settings.HostPort;

/**
 * Looks every two seconds, on a thread of its own, where the zones' standbys are and how far those
 * here are, so that neither a heartbeat nor monitoring waits for the brokers.
 */
final class StandbyWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final KafkaStreams streams;
  private final ZoneDirectory directory;
  private final ZoneCopies copies;
  private final StandbyReport report;
  private final RepeatingTask looks;

  private StandbyWatch(
      KafkaStreams streams, ZoneDirectory directory, ZoneCopies copies, StandbyReport report) {
    this.streams = streams;
    this.directory = directory;
    this.copies = copies;
    this.report = report;
    this.looks = RepeatingTask.every(LOOK, "zone-copies", this::look);
  }

  static StandbyWatch start(
      KafkaStreams streams, ZoneDirectory directory, ZoneCopies copies, StandbyReport report) {
    return new StandbyWatch(streams, directory, copies, report);
  }

  @Override
  public void close() {
    looks.close();
  }

  private void look() {
    Map<String, Long> lags = copies.look().orElseGet(copies::lags);
    try {
      report.found(keepers(streams.metadataForAllStreamsClients(), directory::zoneOf), here(lags));
    } catch (StreamsException | IllegalStateException e) {
      // Not running yet or no more: nothing is known of the group.
      report.found(Optional.empty(), List.of());
    }
  }

  /** By the group's last assignment; empty if some member does not say where it listens. */
  static Optional<Map<String, List<String>>> keepers(
      Collection<StreamsMetadata> clients, IntFunction<Optional<String>> zoneOf) {
    Map<String, List<String>> keepers = new HashMap<>();
    for (StreamsMetadata client : clients) {
      HostInfo host = client.hostInfo();
      if (host.equals(HostInfo.unavailable())) {
        return Optional.empty();
      }
      String address = new HostPort(host.host(), host.port()).toString();
      client.standbyTopicPartitions().stream()
          .filter(partition -> partition.topic().equals(Topics.COMMANDS.name()))
          .map(TopicPartition::partition)
          .map(zoneOf::apply)
          .flatMap(Optional::stream)
          .forEach(zone -> keepers.computeIfAbsent(zone, first -> new ArrayList<>()).add(address));
    }
    return clients.isEmpty() ? Optional.empty() : Optional.of(keepers);
  }

  private List<ZoneCopy> here(Map<String, Long> lags) {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.standbyTasks().stream())
        .map(task -> directory.zoneOf(task.taskId().partition()))
        .flatMap(Optional::stream)
        .filter(lags::containsKey)
        .sorted()
        .map(zone -> new ZoneCopy(zone, lags.get(zone)))
        .toList();
  }
}
