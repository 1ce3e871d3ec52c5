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
      "Forward the journal's events to a recorder over HTTP, or to the topic zonekeeper.recorder,",
      "in order per zone, each once; in the foreground, until Ctrl-C. Several forwarders of one",
      "group share the zones."
    },
    footer = {
      "",
      "Settings, with --set or in the file, and their defaults:",
      "  group=zonekeeper-acr-forwarder  way.out=http (or topic)  recorder.timeout.ms=10000",
      "  recorder.bearer.file=FILE  recorder.tls.truststore=FILE  recorder.tls.keystore=FILE",
      "  (and .password of either)  status.host=127.0.0.1  status.port (none: no status is told)",
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

  @Option(
      names = "--way-out",
      paramLabel = "http|topic",
      description = "To a recorder over HTTP (the default), or to the topic zonekeeper.recorder.")
  private String wayOut;

  @Option(
      names = "--status-port",
      paramLabel = "PORT",
      defaultValue = "${env:ZONEKEEPER_STATUS_PORT}",
      description =
          "Tell how far each zone is behind, at http://HOST:PORT/v1/status"
              + " (ZONEKEEPER_STATUS_PORT); 0: any free port.")
  private String statusPort;

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
      spec.commandLine().getOut().println(ready(forwarder));
      spec.commandLine().getOut().flush();
      forwarder.awaitEnd();
      return 0;
    } catch (InvalidSettingException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException | RegistryException | KafkaException | UnusableJournalException e) {
      spec.commandLine().getErr().println("acr-forwarder cannot run: " + e.getMessage());
      return 1;
    }
  }

  private static String ready(RunningForwarder forwarder) {
    return "ready acr-forwarder"
        + forwarder.statusPort().stream()
            .mapToObj(port -> ", status at port " + port)
            .findFirst()
            .orElse("");
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
      put(text, ForwarderSettings.WAY_OUT, wayOut);
      put(text, ForwarderSettings.RECORDER_URL, recorder);
      put(text, ForwarderSettings.STATUS_PORT, statusPort);
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
