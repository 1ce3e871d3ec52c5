package org.zonekeeper.am.app;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * The partitions of the zones that Kafka has given to this Agent Manager, those that it still
 * restores among them: of each topic that a zone reads or writes, and of the changelog. Any thread.
 */
final class OwnedPartitions {
  private final KafkaStreams streams;
  private final ZoneDirectory directory;
  private final List<String> topics;

  OwnedPartitions(
      KafkaStreams streams, ZoneDirectory directory, String group, List<TopicSpec> topics) {
    this.streams = streams;
    this.directory = directory;
    this.topics =
        Stream.concat(
                topics.stream().map(TopicSpec::name),
                Stream.of(group + "-" + TopologyNames.STORE + "-changelog"))
            .toList();
  }

  /** As of now; none while Kafka Streams does not run. */
  Collection<TopicPartition> now() {
    if (!streams.state().isRunningOrRebalancing()) {
      return List.of();
    }
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .map(task -> task.taskId().partition())
        .filter(partition -> directory.zoneOf(partition).isPresent())
        .distinct()
        .flatMap(partition -> topics.stream().map(topic -> new TopicPartition(topic, partition)))
        .toList();
  }
}
