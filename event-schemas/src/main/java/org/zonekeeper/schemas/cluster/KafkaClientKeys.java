package org.zonekeeper.schemas.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.zonekeeper.settings.KeyFamily;

/**
 * Which keys Kafka's clients have. Kafka itself only warns about one that it does not know, and a
 * misspelt {@code sasl.mechanism} is a client that logs on in another way than its operator thinks;
 * so we refuse what is none of Kafka's own. Kafka hands all keys on to plugins (callback handlers,
 * interceptors, reporters), which have keys that nobody can list: those are written behind {@code
 * custom.}, so that nobody writes one by mistake, and handed on without it. Stateless.
 */
public final class KafkaClientKeys {
  /** What the keys of plugins begin with. */
  static final String CUSTOM = "custom.";

  /** Kafka's own for where values come from: each provider has a name, class and parameters. */
  private static final String PROVIDERS = "config.providers";

  private static final Set<String> NAMES = names();

  static final KeyFamily.Members MEMBERS =
      new KeyFamily.Members(
          NAMES,
          key -> isOpen(key),
          "what is not Kafka's but a plugin's is written kafka." + CUSTOM + "KEY");

  private KafkaClientKeys() {}

  /** All that Kafka's clients know by name. */
  public static Set<String> known() {
    return NAMES;
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    names.addAll(AdminClientConfig.configNames());
    names.addAll(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    names.add(PROVIDERS);
    return Set.copyOf(names);
  }

  private static boolean isOpen(String key) {
    return begins(key, PROVIDERS + ".") || begins(key, CUSTOM);
  }

  private static boolean begins(String key, String prefix) {
    return key.startsWith(prefix) && key.length() > prefix.length();
  }

  /** As clients take them. */
  static Map<String, String> forClients(Map<String, String> written) {
    Map<String, String> keys = new HashMap<>();
    written.forEach(
        (key, value) ->
            keys.put(begins(key, CUSTOM) ? key.substring(CUSTOM.length()) : key, value));
    return keys;
  }

  /** As it is written in settings. */
  static String written(String key) {
    return NAMES.contains(key) || isOpen(key) ? key : CUSTOM + key;
  }
}
