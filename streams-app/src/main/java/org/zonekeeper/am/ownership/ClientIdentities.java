package org.zonekeeper.am.ownership;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Under which names Kafka knows the threads of this Agent Manager: Streams makes up those of
 * members, and this is where they pass by; those of producers are made here. Given to Streams as
 * its client supplier; read by zone tasks and the peer listener. Safe on any thread.
 */
public final class ClientIdentities implements KafkaClientSupplier {
  private static final String CONSUMER = "-consumer";
  private static final String PRODUCER = "-producer";

  private final KafkaClientSupplier clients;
  private final String group;
  private final ConcurrentMap<String, String> groupInstanceIds = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> transactionalIds = new ConcurrentHashMap<>();

  /**
   * @param clients makes them
   * @param group the Agent Managers' application id
   */
  public ClientIdentities(KafkaClientSupplier clients, String group) {
    this.clients = clients;
    this.group = group;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return clients.getAdmin(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    note(groupInstanceIds, CONSUMER, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config);
    return clients.getConsumer(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Map<String, Object> named = new HashMap<>(config);
    if (config.get(CommonClientConfigs.CLIENT_ID_CONFIG) instanceof String client
        && config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
      // Streams makes up a random one. One that follows from the client id can be told from
      // Kafka's list of members, so nobody has to be believed about whom to fence.
      named.put(
          ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + withoutSuffix(client, PRODUCER));
    }
    note(transactionalIds, PRODUCER, ProducerConfig.TRANSACTIONAL_ID_CONFIG, named);
    return clients.getProducer(named);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return clients.getRestoreConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return clients.getGlobalConsumer(config);
  }

  /** The static member id of the thread that calls; empty outside of a Streams thread. */
  public String groupInstanceIdOfThisThread() {
    return groupInstanceIds.getOrDefault(Thread.currentThread().getName(), "");
  }

  /** The transactional id of the thread that calls; empty outside of a Streams thread. */
  public String transactionalIdOfThisThread() {
    return transactionalIds.getOrDefault(Thread.currentThread().getName(), "");
  }

  /** The static member ids of all threads that there ever were in this process. */
  public SortedSet<String> groupInstanceIds() {
    return new TreeSet<>(groupInstanceIds.values());
  }

  private static void note(
      Map<String, String> names, String suffix, String key, Map<String, Object> config) {
    if (config.get(CommonClientConfigs.CLIENT_ID_CONFIG) instanceof String client
        && config.get(key) instanceof String name
        && client.endsWith(suffix)) {
      names.put(withoutSuffix(client, suffix), name);
    }
  }

  private static String withoutSuffix(String client, String suffix) {
    return client.substring(0, client.length() - suffix.length());
  }
}
