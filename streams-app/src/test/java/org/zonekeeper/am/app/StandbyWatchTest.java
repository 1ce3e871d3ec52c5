package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;

class StandbyWatchTest {
  private static final ZoneDirectory ZONES = ZoneDirectory.parse("north=0,south=1,west=2");

  /** A member of the group as Kafka Streams tells of it. */
  private record Member(HostInfo hostInfo, Set<TopicPartition> standbyTopicPartitions)
      implements StreamsMetadata {
    @Override
    public Set<String> stateStoreNames() {
      return Set.of();
    }

    @Override
    public Set<TopicPartition> topicPartitions() {
      return Set.of();
    }

    @Override
    public Set<String> standbyStateStoreNames() {
      return Set.of();
    }

    @Override
    public String host() {
      return hostInfo.host();
    }

    @Override
    public int port() {
      return hostInfo.port();
    }
  }

  @Test
  void tellsWhoKeepsEachZonesStandby() {
    assertThat(keepers(member("a", 1), member("b", 0, 2), member("c", 2)))
        .contains(
            Map.of(
                "north", List.of("b:7400"),
                "south", List.of("a:7400"),
                "west", List.of("b:7400", "c:7400")));
  }

  @Test
  void aZoneOfWhichNobodyKeepsAStandbyHasNone() {
    assertThat(keepers(member("a"), member("b", 0)).orElseThrow())
        .doesNotContainKeys("south", "west");
  }

  /** A spare partition is nobody's zone. */
  @Test
  void passesOverPartitionsWithoutAZone() {
    assertThat(keepers(member("a", 7))).contains(Map.of());
  }

  @Test
  void knowsNothingWhileSomebodyDoesNotSayWhereItListens() {
    assertThat(keepers(member("a", 1), new Member(HostInfo.unavailable(), Set.of()))).isEmpty();
    assertThat(keepers()).isEmpty();
  }

  private static Optional<Map<String, List<String>>> keepers(StreamsMetadata... members) {
    return StandbyWatch.keepers(List.of(members), ZONES::zoneOf);
  }

  private static Member member(String host, int... partitions) {
    return new Member(
        new HostInfo(host, 7400),
        IntStream.of(partitions)
            .boxed()
            .flatMap(
                partition ->
                    Stream.of(Topics.COMMANDS, Topics.FACTS)
                        .map(topic -> new TopicPartition(topic.name(), partition)))
            .collect(Collectors.toSet()));
  }
}
