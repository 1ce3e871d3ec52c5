package org.zonekeeper.acr;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.zonekeeper.schemas.cluster.KafkaConnection;

/** Consumers of committed records that belong to no group. Stateless. */
public final class Consumers {
  private Consumers() {}

  /** A consumer to be assigned partitions by hand; commits nothing. */
  public static Consumer<byte[], byte[]> ofNoGroup(KafkaConnection kafka) {
    Map<String, Object> config = kafka.client();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return kafka.consumer(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
