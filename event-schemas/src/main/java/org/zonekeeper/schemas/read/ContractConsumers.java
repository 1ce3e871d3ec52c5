package org.zonekeeper.schemas.read;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Factory of consumers that keep the contract's rules. What is not committed did not happen, and a
 * reader creates no topic: nobody can set that otherwise. Unless the configuration says otherwise,
 * a reader commits no offsets, and a position outside of the log is an error, not a jump.
 * Stateless; any thread.
 */
public final class ContractConsumers {
  private ContractConsumers() {}

  /** A consumer of one topic's records or several topics', partitions to be assigned by hand. */
  public static Consumer<String, SpecificRecord> of(
      String bootstrapServers, Deserializer<SpecificRecord> records) {
    return of(at(bootstrapServers), records);
  }

  /**
   * As the other one.
   *
   * @param config the client's, at least its bootstrap servers
   */
  public static Consumer<String, SpecificRecord> of(
      Map<String, Object> config, Deserializer<SpecificRecord> records) {
    return new KafkaConsumer<>(byTheRules(config), new StringDeserializer(), records);
  }

  /** A consumer of records as they are, for whoever decodes them later or not at all. */
  public static Consumer<byte[], byte[]> ofBytes(Map<String, Object> config) {
    return new KafkaConsumer<>(
        byTheRules(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> at(String bootstrapServers) {
    return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
  }

  private static Map<String, Object> byTheRules(Map<String, Object> config) {
    Map<String, Object> ruled = new HashMap<>(config);
    ruled.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    ruled.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    ruled.putIfAbsent(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    ruled.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return ruled;
  }
}
