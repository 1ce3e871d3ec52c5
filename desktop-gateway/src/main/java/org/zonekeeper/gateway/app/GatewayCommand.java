package org.zonekeeper.gateway.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.schemas.registry.InvalidSettingException;
import org.zonekeeper.schemas.registry.RegistryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper run desktop-gateway}: a gateway in the foreground, until it is stopped. */
@Command(
    name = "desktop-gateway",
    mixinStandardHelpOptions = true,
    description = {
      "Serves agents' and supervisors' desktops over WebSockets, at /v1/agent and /v1/supervisor.",
      "Prints 'desktop-gateway listening on HOST:PORT' when it is ready."
    },
    footer = {
      "",
      "Settings, with --set or in a file: gateway.id, bootstrap.servers, zones, listen.host,",
      "listen.port, listen.origins, outage.threshold.ms, handover.patience.ms, resume.grace.ms,",
      "alive.timeout.ms, answer.patience.ms, command.delivery.timeout.ms, limit.message.bytes,",
      "limit.commands.per.second, limit.pending.per.session, limit.pending.all,",
      "limit.outgoing.frames, limit.resume.events, registry.*, and kafka.* for Kafka's clients.",
      "An option wins over --set, --set over the file."
    })
public final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--id",
      paramLabel = "ID",
      defaultValue = "${env:ZONEKEEPER_ID}",
      description =
          "This gateway's id: unique, and the same after a restart (ZONEKEEPER_ID; default:"
              + " random).")
  private String id;

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
      names = "--host",
      defaultValue = "${env:ZONEKEEPER_LISTEN_HOST}",
      description =
          "Address to listen on (ZONEKEEPER_LISTEN_HOST; default: 127.0.0.1, this machine only).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "${env:ZONEKEEPER_LISTEN_PORT}",
      description = "Port to listen on, 0 for any (ZONEKEEPER_LISTEN_PORT; default: 8090).")
  private String port;

  @Option(names = "--config", description = "Properties file with settings.")
  private Path config;

  @Option(names = "--set", description = "One setting, key=value; may be given again.")
  private Map<String, String> set = new HashMap<>();

  @Override
  public Integer call() throws InterruptedException {
    GatewaySettings settings = settings();
    try {
      Gateway gateway = Gateway.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
      spec.commandLine()
          .getOut()
          .printf("desktop-gateway listening on %s:%d%n", settings.listen().host(), gateway.port());
      spec.commandLine().getOut().flush();
      gateway.awaitEnd();
      return 0;
    } catch (GatewayStartException | RegistryException | KafkaException e) {
      spec.commandLine().getErr().println("desktop-gateway cannot run: " + e.getMessage());
      return 1;
    } catch (ExecutionException e) {
      spec.commandLine().getErr().println("desktop-gateway failed: " + e.getCause().getMessage());
      return 1;
    }
  }

  private GatewaySettings settings() {
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
      put(text, GatewaySettings.ID, id);
      put(text, GatewaySettings.BOOTSTRAP_SERVERS, bootstrapServers);
      put(text, "registry.urls", registry);
      put(text, GatewaySettings.ZONES, zones);
      put(text, GatewaySettings.HOST, host);
      put(text, GatewaySettings.PORT, port);
      return GatewaySettings.from(text);
    } catch (InvalidSettingException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--config: cannot read %s: %s".formatted(config, e.getMessage()), e);
    }
  }

  private static void put(Map<String, String> text, String key, String option) {
    if (option != null) {
      text.put(key, option);
    }
  }
}
