package org.zonekeeper.am.app;

import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.zonekeeper.schemas.cluster.KafkaClientKeys;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.settings.KeyFamily;

/**
 * Which keys of Kafka Streams an Agent Manager takes beside those of Kafka's clients. Stateless.
 */
final class StreamsKeys {
  /** What Streams puts before the keys of one of its clients. */
  private static final List<String> CLIENTS =
      List.of(
          StreamsConfig.CONSUMER_PREFIX,
          StreamsConfig.MAIN_CONSUMER_PREFIX,
          StreamsConfig.RESTORE_CONSUMER_PREFIX,
          StreamsConfig.GLOBAL_CONSUMER_PREFIX,
          StreamsConfig.PRODUCER_PREFIX,
          StreamsConfig.ADMIN_CLIENT_PREFIX);

  static final KeyFamily FAMILY =
      new KeyFamily(
          KafkaConnection.KAFKA.prefix(),
          "STREAMS_KEY",
          "any setting of Kafka Streams that is not fixed by what this part does, such as"
              + " kafka.buffered.records.per.partition; also those of one of its clients, as in"
              + " kafka.restore.consumer.max.poll.records, and of its changelog topics, as in"
              + " kafka.topic.segment.bytes",
          new KeyFamily.Members(
              Set.copyOf(StreamsConfig.configDef().names()),
              StreamsKeys::isPrefixed,
              KafkaConnection.KAFKA.members().hint()));

  private StreamsKeys() {}

  /** The broker judges settings of topics, when they are made. */
  private static boolean isPrefixed(String key) {
    return key.startsWith(StreamsConfig.TOPIC_PREFIX)
        || key.startsWith(StreamsConfig.CLIENT_TAG_PREFIX)
        || CLIENTS.stream()
            .anyMatch(
                prefix ->
                    key.startsWith(prefix)
                        && KafkaClientKeys.known().contains(key.substring(prefix.length())));
  }
}
