package org.zonekeeper.schemas.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.zonekeeper.schemas.read.ContractConsumers;
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.KeyFamily;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;

/**
 * The Kafka cluster, and what every client of a part is made with: security, mostly. Immutable; for
 * any thread. Clients that cannot be made are an {@link
 * org.zonekeeper.settings.InvalidSettingException} that names the setting.
 *
 * @param bootstrapServers host:port of one broker or more, separated by commas
 * @param settings Kafka's own keys, without our prefix; may hold passwords
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> settings) {
  private static final int BROKER_ANSWERS_WITHIN_MS = 15_000;

  public static final Setting<String> BOOTSTRAP_SERVERS =
      TextSetting.of("bootstrap.servers")
          .readBy(KafkaConnection::brokers, "host:port of a broker, several separated by commas")
          .because("where the Kafka cluster is; one broker tells of the others")
          .asOption("HOST:PORT", "--bootstrap-servers", "--cluster");

  /** Keys that go to Kafka's clients as they are, without the prefix. */
  public static final KeyFamily KAFKA =
      new KeyFamily(
          "kafka.",
          "KEY",
          "any setting of Kafka's clients, such as kafka.security.protocol, for each client of the"
              + " part. Passwords belong into a file: with kafka.config.providers=file and"
              + " kafka.config.providers.file.class="
              + "org.apache.kafka.common.config.provider.FileConfigProvider a value may be"
              + " ${file:/run/secrets/kafka.properties:jaas}. A key that Kafka does not know is"
              + " refused; what a plugin of yours reads is written kafka.custom.KEY",
          KafkaClientKeys.MEMBERS);

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(BOOTSTRAP_SERVERS).and(KAFKA);

  public KafkaConnection {
    settings = Map.copyOf(settings);
  }

  public static KafkaConnection of(Settings settings) {
    return new KafkaConnection(settings.get(BOOTSTRAP_SERVERS), clientSettings(settings));
  }

  /** Those of Kafka's clients, by Kafka's own keys. */
  public static Map<String, String> clientSettings(Settings settings) {
    return KafkaClientKeys.forClients(settings.family(KAFKA));
  }

  /** To a cluster whose clients need nothing but its address. */
  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /** As settings that every part takes: what {@link #of} makes the same connection of. */
  public Map<String, String> asSettings() {
    Map<String, String> all = new HashMap<>();
    all.put(BOOTSTRAP_SERVERS.key(), bootstrapServers);
    settings.forEach((key, value) -> all.put(KAFKA.prefix() + KafkaClientKeys.written(key), value));
    return all;
  }

  /** What every client is made with; the caller adds what its own purpose demands. */
  public Map<String, Object> client() {
    Map<String, Object> config = new HashMap<>(settings);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return config;
  }

  /**
   * As {@link #client()}, for a client with a name.
   *
   * @param clientId by which brokers' logs and quotas know it
   */
  public Map<String, Object> client(String clientId) {
    Map<String, Object> config = client();
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    return config;
  }

  /** As {@link #client(String)}, for an admin client whose user waits: it gives up after 15 s. */
  public Map<String, Object> hastyClient(String clientId) {
    Map<String, Object> config = client(clientId);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BROKER_ANSWERS_WITHIN_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, BROKER_ANSWERS_WITHIN_MS);
    return config;
  }

  /** An admin client of this configuration, which {@link #client()} began. */
  public Admin admin(Map<String, Object> config) {
    return made(() -> Admin.create(config));
  }

  /**
   * A consumer of this configuration, which {@link #client()} began, by the rules of {@link
   * ContractConsumers}.
   */
  public Consumer<String, SpecificRecord> reader(
      Map<String, Object> config, Deserializer<SpecificRecord> records) {
    return made(() -> ContractConsumers.of(config, records));
  }

  /** As {@link #reader}, of records as they are. */
  public Consumer<byte[], byte[]> rawReader(Map<String, Object> config) {
    return made(() -> ContractConsumers.ofBytes(config));
  }

  /** A producer of this configuration, which {@link #client()} began. */
  public <K, V> KafkaProducer<K, V> producer(
      Map<String, Object> config, Serializer<K> key, Serializer<V> value) {
    return made(() -> new KafkaProducer<>(config, key, value));
  }

  /** The same text, if each part of it is an address. */
  public static String brokers(String text) {
    for (String broker : text.split(",", -1)) {
      if (HostPort.parse(broker.strip()).isEmpty()) {
        throw new IllegalArgumentException("no address of a broker: " + broker);
      }
    }
    return text;
  }

  private <C> C made(Supplier<C> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      throw UnusableClientSettings.explain(e, this);
    }
  }

  @Override
  public String toString() {
    return "KafkaConnection[" + bootstrapServers + ", settings of " + settings.keySet() + "]";
  }
}
