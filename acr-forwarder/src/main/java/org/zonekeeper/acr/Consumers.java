package org.zonekeeper.acr;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.zonekeeper.schemas.read.ContractConsumers;

/** Consumers of committed records that belong to no group. Stateless. */
public final class Consumers {
  private Consumers() {}

  /** A consumer to be assigned partitions by hand; commits nothing. */
  public static Consumer<byte[], byte[]> ofNoGroup(String bootstrapServers) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            10_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000);
    return ContractConsumers.ofBytes(config);
  }
}
