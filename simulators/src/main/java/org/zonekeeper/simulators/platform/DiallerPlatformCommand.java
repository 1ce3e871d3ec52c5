package org.zonekeeper.simulators.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.simulators.contacts.BrokenLine;
import org.zonekeeper.simulators.contacts.ContactList;
import org.zonekeeper.simulators.contacts.UnusableContactsException;
import org.zonekeeper.simulators.log.JsonLinesFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code run dialler-platform}: the simulated platform in the foreground, until SIGTERM. Exit
 * codes: 0 stopped in good order, 1 could not start or failed, 2 called wrongly.
 */
@Command(
    name = "dialler-platform",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run the simulated dialler platform in the foreground, until Ctrl-C or SIGTERM.",
      "It dials contacts from lists with real talk times, under the Agent Manager's leases."
    },
    footer = {
      "",
      "Settings (--set KEY=VALUE) and their defaults:",
      "  seed=1                    same seed, lists and orders: same calls",
      "  contacts=FILE             semicolon-separated: duration;campaign;previous;y (a sample)",
      "  contacts.CAMPAIGN=FILE    one campaign's own list",
      "  contacts.endless=no       yes: a list that is used up begins anew",
      "  contacts.attempts=4       most attempts to reach one contact",
      "  talk.mean.ms=5000         the lists' real talk times are scaled to this mean",
      "  ring.mean.ms=1500         from dialling to an answer",
      "  greeting.mean.ms=600      from the answer to the end of the greeting",
      "  patience.mean.ms=20000    a customer without an agent hangs up after that",
      "  dial.spacing.ms=10        between two attempts under one lease",
      "  nailup.ms=150  bridge.ms=60  nuisance.message.ms=2000",
      "  fault.ignore.leases=no    sabotage: dial on without a lease",
      "  fault.delay.facts.ms=0    sabotage: hold facts back"
    })
public final class DiallerPlatformCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      defaultValue = "${env:ZONEKEEPER_BOOTSTRAP_SERVERS}",
      description = "The Kafka cluster (ZONEKEEPER_BOOTSTRAP_SERVERS).")
  private String bootstrapServers;

  @Option(
      names = {"--registry", "--registry-url"},
      required = true,
      paramLabel = "URL",
      defaultValue = "${env:ZONEKEEPER_REGISTRY}",
      description = "The schema registry; several URLs separated by commas (ZONEKEEPER_REGISTRY).")
  private String registry;

  @Option(
      names = "--zones",
      required = true,
      paramLabel = "ZONES",
      defaultValue = "${env:ZONEKEEPER_ZONES}",
      description =
          "The zones and their partitions, such as Default=0,north=1;8 (ZONEKEEPER_ZONES).")
  private String zones;

  @Option(
      names = "--name",
      defaultValue = "dialler",
      description = "The platform's name in its facts (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--log",
      required = true,
      paramLabel = "FILE",
      defaultValue = "${env:ZONEKEEPER_PLATFORM_LOG}",
      description =
          "Where orders, attempts and facts are logged, JSON lines (ZONEKEEPER_PLATFORM_LOG).")
  private Path log;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting; may be repeated. 'registry.KEY' goes to the registry's client.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Override
  public Integer call() throws InterruptedException {
    PlatformSettings settings;
    PlatformConnection connection;
    try {
      Map<String, String> own = new LinkedHashMap<>(set);
      own.keySet().removeIf(key -> key.startsWith("registry."));
      settings = PlatformSettings.from(own);
      connection = connection();
    } catch (IllegalArgumentException | UnusableContactsException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    tellBrokenLines(settings);
    return run(connection, settings);
  }

  private PlatformConnection connection() {
    Map<String, String> registrySettings = new LinkedHashMap<>(set);
    registrySettings.keySet().removeIf(key -> !key.startsWith("registry."));
    registrySettings.put(RegistrySettings.URLS, registry);
    return new PlatformConnection(
        bootstrapServers,
        RegistrySettings.from(registrySettings),
        ZoneDirectory.parse(zones),
        name);
  }

  private int run(PlatformConnection connection, PlatformSettings settings)
      throws InterruptedException {
    try (JsonLinesFile lines = JsonLinesFile.appendTo(log);
        DiallerPlatform platform = DiallerPlatform.start(connection, settings, lines)) {
      Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop"));
      spec.commandLine()
          .getOut()
          .printf("dialler platform ready zones=%s%n", connection.directory());
      spec.commandLine().getOut().flush();
      platform.ended().join();
      return 0;
    } catch (CompletionException e) {
      return failed(e.getCause());
    } catch (PlatformFailure | RegistryException | KafkaException | IOException e) {
      return failed(e);
    }
  }

  private int failed(Throwable reason) {
    spec.commandLine().getErr().println("dialler-platform: " + reason.getMessage());
    return 1;
  }

  private void tellBrokenLines(PlatformSettings settings) {
    Stream.concat(
            settings.dialling().lists().values().stream(),
            Stream.of(settings.dialling().otherwise()))
        .filter(list -> !list.broken().isEmpty())
        .forEach(this::tellBrokenLines);
  }

  private void tellBrokenLines(ContactList list) {
    for (BrokenLine line : list.broken()) {
      spec.commandLine().getErr().println(line);
    }
    spec.commandLine()
        .getErr()
        .printf(
            "contact list %s: %d contacts used, %d broken lines left out%n",
            list.name(), list.contacts().size(), list.broken().size());
  }
}
