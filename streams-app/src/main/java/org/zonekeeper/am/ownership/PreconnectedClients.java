package org.zonekeeper.am.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the clients of Kafka Streams, and has each speak to the brokers at once, on a thread of its
 * own: their first words need connections, coordinators, places of partitions, and classes that
 * nobody has used, and Streams speaks them when a zone waits for it. What does not succeed is left
 * to Streams, which asks again and says what is wrong. Safe on any thread.
 */
public final class PreconnectedClients extends DefaultKafkaClientSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(PreconnectedClients.class);

  private final Collection<String> topics;

  /**
   * @param topics what the producers will write to; each has a partition 0
   */
  public PreconnectedClients(Collection<String> topics) {
    this.topics = List.copyOf(topics);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    Admin admin = super.getAdmin(config);
    beside("early-admin", () -> askForEnds(admin));
    return admin;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    PreconnectedProducer producer = new PreconnectedProducer(config);
    beside("early-producer", () -> introduce(producer));
    return producer;
  }

  private static void beside(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  private void introduce(PreconnectedProducer producer) {
    try {
      producer.introduce(topics);
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("producer not introduced, Streams will do it", e);
    }
  }

  /** The question that Streams asks about the changelog of each task that becomes active. */
  private void askForEnds(Admin admin) {
    try {
      admin
          .listOffsets(
              topics.stream()
                  .map(topic -> new TopicPartition(topic, 0))
                  .collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest())))
          .all()
          .get();
    } catch (ExecutionException | IllegalStateException e) {
      LOG.debug("ends not listed, Streams will ask", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
