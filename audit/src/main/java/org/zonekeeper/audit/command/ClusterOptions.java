package org.zonekeeper.audit.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.audit.source.JournalCluster;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.InvalidSettingException;
import org.zonekeeper.schemas.registry.RegistrySettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which live cluster; a mixin of the commands that may need one. */
final class ClusterOptions {
  private static final String BOOTSTRAP_ENV = "ZONEKEEPER_BOOTSTRAP_SERVERS";
  private static final String REGISTRY_ENV = "ZONEKEEPER_REGISTRY";
  private static final String ZONES_ENV = "ZONEKEEPER_ZONES";
  private static final String KAFKA = "kafka.";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"--bootstrap-servers", "--cluster"},
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster (" + BOOTSTRAP_ENV + ").")
  private Optional<String> bootstrapServers;

  @Option(
      names = {"--registry", "--registry-url"},
      paramLabel = "URL",
      description = "Its schema registry; several URLs separated by commas (" + REGISTRY_ENV + ").")
  private Optional<String> registry;

  @Option(
      names = "--zones",
      paramLabel = "ZONES",
      description = "Its zones and their partitions: Default=0,north=1;8 (" + ZONES_ENV + ").")
  private Optional<String> zones;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "registry.KEY for the registry's client, kafka.KEY for Kafka's; may be repeated.")
  private Map<String, String> set = new HashMap<>();

  /** Whether a cluster stands on the command line; the environment does not count. */
  boolean given() {
    return bootstrapServers.isPresent();
  }

  /**
   * The cluster, from the command line or the environment.
   *
   * @throws ParameterException naming the option that is missing or wrong
   */
  JournalCluster cluster() {
    return new JournalCluster(
        required(bootstrapServers, BOOTSTRAP_ENV, "--bootstrap-servers"),
        registrySettings(required(registry, REGISTRY_ENV, "--registry")),
        directory(required(zones, ZONES_ENV, "--zones")),
        kafkaSettings());
  }

  private String required(Optional<String> given, String variable, String option) {
    return given
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "%s is missing (it may also come from the variable %s)"
                        .formatted(option, variable)));
  }

  private ZoneDirectory directory(String text) {
    try {
      return ZoneDirectory.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--zones: " + e.getMessage(), e);
    }
  }

  private RegistrySettings registrySettings(String urls) {
    Map<String, String> text = new HashMap<>();
    set.forEach(
        (key, value) -> {
          if (key.startsWith("registry.")) {
            text.put(key, value);
          }
        });
    text.put(RegistrySettings.URLS, urls);
    try {
      return RegistrySettings.from(text);
    } catch (InvalidSettingException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private Map<String, String> kafkaSettings() {
    Map<String, String> settings = new HashMap<>();
    set.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA)) {
            settings.put(key.substring(KAFKA.length()), value);
          } else if (!key.startsWith("registry.")) {
            throw new ParameterException(
                command.commandLine(),
                "--set %s: only keys that begin with registry. or kafka. exist".formatted(key));
          }
        });
    return settings;
  }
}
