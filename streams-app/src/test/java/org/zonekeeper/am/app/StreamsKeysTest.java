package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.settings.SettingsCatalogue;

class StreamsKeysTest {
  private static final SettingsCatalogue CATALOGUE =
      KafkaConnection.CATALOGUE.and(StreamsKeys.FAMILY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "buffered.records.per.partition",
        "security.protocol",
        "restore.consumer.max.poll.records",
        "main.consumer.fetch.max.bytes",
        "producer.compression.type",
        "topic.segment.bytes",
        "custom.anything"
      })
  void whatStreamsAndItsClientsKnowIsTakenAndCanBeHandedOn(String key) {
    var settings = CATALOGUE.read(Map.of("bootstrap.servers", "h:1", "kafka." + key, "1"));
    KafkaConnection connection = KafkaConnection.of(settings);

    assertThat(connection.settings()).containsKey(key.replace("custom.", ""));
    assertThat(KafkaConnection.of(CATALOGUE.read(connection.asSettings()))).isEqualTo(connection);
  }
}
