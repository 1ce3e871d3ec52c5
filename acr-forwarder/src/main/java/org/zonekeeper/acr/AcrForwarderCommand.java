package org.zonekeeper.acr;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.schemas.registry.InvalidSettingException;
import org.zonekeeper.schemas.registry.RegistryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper run acr-forwarder}: a forwarder in the foreground, until it is stopped. */
@Command(
    name = "acr-forwarder",
    mixinStandardHelpOptions = true,
    description = {
      "Forward the journal's events to a recorder over HTTP, in order per zone and acknowledged,",
      "in the foreground, until Ctrl-C. Several forwarders share the zones."
    },
    footer = {
      "",
      "Settings, with --set or in the file, and their defaults:",
      "  group=zonekeeper-acr-forwarder  recorder.timeout.ms=10000",
      "  batch.events=200  buffer.events=1000",
      "  retry.pause.first.ms=200  retry.pause.longest.ms=10000",
      "  refusal.pause.ms=60000  registry.KEY goes to the registry's client",
      "An option wins over --set, --set over the file."
    })
public final class AcrForwarderCommand implements Callable<Integer> {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:ZONEKEEPER_BOOTSTRAP_SERVERS}",
      description = "The Kafka cluster (ZONEKEEPER_BOOTSTRAP_SERVERS).")
  private String bootstrapServers;

  @Option(
      names = {"--registry", "--registry-url"},
      paramLabel = "URL",
      defaultValue = "${env:ZONEKEEPER_REGISTRY}",
      description = "The schema registry; several URLs separated by commas (ZONEKEEPER_REGISTRY).")
  private String registry;

  @Option(
      names = "--zones",
      paramLabel = "ZONES",
      defaultValue = "${env:ZONEKEEPER_ZONES}",
      description =
          "The zones and their partitions, such as Default=0,north=1;8 (ZONEKEEPER_ZONES).")
  private String zones;

  @Option(
      names = "--recorder-url",
      paramLabel = "URL",
      defaultValue = "${env:ZONEKEEPER_RECORDER_URL}",
      description = "Base address of the recorder (ZONEKEEPER_RECORDER_URL).")
  private String recorder;

  @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
  private Path config;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated.")
  private Map<String, String> set = new HashMap<>();

  @Override
  public Integer call() throws InterruptedException {
    ForwarderSettings settings = settings();
    try (RunningForwarder forwarder = RunningForwarder.start(settings)) {
      Thread hook = new Thread(() -> forwarder.stop(STOP_WITHIN), "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      forwarder.awaitEnd();
      return 0;
    } catch (RegistryException | KafkaException | UnusableJournalException e) {
      spec.commandLine().getErr().println("acr-forwarder cannot run: " + e.getMessage());
      return 1;
    }
  }

  private ForwarderSettings settings() {
    try {
      Map<String, String> text = new HashMap<>();
      if (config != null) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(config)) {
          properties.load(reader);
        }
        properties.stringPropertyNames().forEach(key -> text.put(key, properties.getProperty(key)));
      }
      text.putAll(set);
      put(text, ForwarderSettings.BOOTSTRAP_SERVERS, bootstrapServers);
      put(text, "registry.urls", registry);
      put(text, ForwarderSettings.ZONES, zones);
      put(text, ForwarderSettings.RECORDER_URL, recorder);
      return ForwarderSettings.from(text);
    } catch (InvalidSettingException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--config: %s cannot be read (%s)".formatted(config, e), e);
    }
  }

  private static void put(Map<String, String> text, String key, String value) {
    if (value != null) {
      text.put(key, value);
    }
  }
}
