package org.zonekeeper.schemas.cluster;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * Finds out which setting Kafka means when it says no more than "Failed to create new
 * KafkaAdminClient". Stateless.
 */
final class UnusableClientSettings {
  private static final String CLASS_NAMES = "^([\\w.$]+(Exception|Error): )+";
  private static final String JAAS = "sasl.jaas.config";

  private UnusableClientSettings() {}

  static InvalidSettingException explain(KafkaException failure, KafkaConnection connection) {
    String said = causes(failure);
    if (said.contains("bootstrap")) {
      return new InvalidSettingException(
          KafkaConnection.BOOTSTRAP_SERVERS.key(),
          connection.bootstrapServers(),
          "%s that can be found (Kafka says: %s)"
              .formatted(KafkaConnection.BOOTSTRAP_SERVERS.allowed(), said),
          failure);
    }
    String key = key(said, connection.settings());
    return InvalidSettingException.saying(
        KafkaConnection.KAFKA.prefix() + key,
        // A JAAS line that cannot be read may have its password anywhere.
        "Kafka's clients cannot use it: "
            + (key.equals(JAAS) ? said.replaceAll("'[^']*'", "'***'") : said),
        failure);
  }

  private static String key(String said, Map<String, String> settings) {
    return settings.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".location") && said.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(
            () ->
                settings.keySet().stream()
                    .filter(said::contains)
                    .max(Comparator.comparingInt(String::length)))
        .orElseGet(() -> said.toLowerCase(Locale.ROOT).matches(".*(jaas|login).*") ? JAAS : "*");
  }

  /** What the causes say, each once; the failure itself only if there is none. */
  private static String causes(KafkaException failure) {
    Set<String> said = new LinkedHashSet<>();
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause.getCause() == null || !sentence(cause).startsWith("Failed to create new ")) {
        said.add(sentence(cause));
      }
    }
    if (said.isEmpty()) {
      said.add(sentence(failure));
    }
    return String.join(": ", said);
  }

  private static String sentence(Throwable cause) {
    String message =
        cause instanceof java.nio.file.NoSuchFileException
            ? "there is no such file"
            : String.valueOf(cause.getMessage());
    return message.replaceFirst(CLASS_NAMES, "");
  }
}
