package org.zonekeeper.am.ownership;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A transactional producer that can be made known to the brokers before it is needed. Streams does
 * it when a thread gets its first zone: while that zone waits. Thread-safe, as every producer.
 */
final class PreconnectedProducer extends KafkaProducer<byte[], byte[]> {
  private final Object introducing = new Object();
  private boolean introduced;

  PreconnectedProducer(Map<String, Object> config) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Does what the first transaction would have to wait for: finds the transaction coordinator, gets
   * the producer's id and epoch, and learns where the topics' partitions are. Blocks.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer in time or refuse
   */
  void introduce(Collection<String> topics) {
    initTransactions();
    topics.forEach(this::partitionsFor);
  }

  /** Once: Streams asks for it again, and waits here if it is being done. */
  @Override
  public void initTransactions() {
    synchronized (introducing) {
      if (!introduced) {
        super.initTransactions();
        introduced = true;
      }
    }
  }
}
