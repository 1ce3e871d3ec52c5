package org.zonekeeper.acr;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.zonekeeper.schemas.cluster.KafkaConnection;

/** Consumers of committed records that belong to no group. Stateless. */
public final class Consumers {
  private Consumers() {}

  /** A consumer to be assigned partitions by hand; commits nothing. */
  public static Consumer<byte[], byte[]> ofNoGroup(KafkaConnection kafka) {
    Map<String, Object> config = kafka.client();
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    return kafka.rawReader(config);
  }
}
