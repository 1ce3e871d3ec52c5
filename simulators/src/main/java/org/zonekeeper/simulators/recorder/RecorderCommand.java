package org.zonekeeper.simulators.recorder;

import io.javalin.util.JavalinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.settings.CannotRunException;
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.ListenAddress;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.PathSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.SettingsOptions;
import org.zonekeeper.settings.TextSetting;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code zonekeeper run recorder}: the reference recorder in the foreground, until it is stopped.
 */
@Command(
    name = "recorder",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the reference recorder: takes events as CloudEvents batches over HTTP, or reads them",
      "from the topic zonekeeper.recorder, checks them, and keeps them in an embedded database.",
      "GET /v1/export gives all of them as JSON lines, GET /v1/findings what is odd about them."
    })
public final class RecorderCommand implements Callable<Integer> {
  private static final Setting<String> HOST =
      ListenAddress.hostSetting("recorder.host")
          .defaultsTo("127.0.0.1")
          .because("address to listen on; this machine only, because anybody may write")
          .asOption("HOST", "--host");

  private static final Setting<Integer> PORT =
      ListenAddress.portSetting("recorder.port")
          .defaultsTo(8095)
          .because("port to listen on: next to the gateway's; 0: any free one")
          .asOption("PORT", "--port");

  private static final Setting<Path> DATABASE =
      TextSetting.of("recorder.db")
          .readBy(
              RecorderCommand::database,
              "a path to which .mv.db can be appended for a file that this process may write,"
                  + " without semicolons")
          .defaultsTo("recorder")
          .because("the database, without its suffix .mv.db; continued when it exists")
          .asOption("FILE", "--db");

  private static final Setting<String> FROM_TOPIC =
      TextSetting.of("recorder.topic.bootstrap.servers")
          .readBy(KafkaConnection::brokers, KafkaConnection.BOOTSTRAP_SERVERS.allowed())
          .mayBeAbsent()
          .because(
              "read the topic zonekeeper.recorder of this Kafka cluster, instead of being called;"
                  + " registry and zones are needed, too")
          .asOption("HOST:PORT", "--from-topic");

  /** All that this command knows. */
  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(HOST, PORT, DATABASE, FROM_TOPIC)
          .and(
              RegistrySettings.CATALOGUE
                  .and(ClusterSettings.ZONES)
                  .and(KafkaConnection.KAFKA)
                  .whereNeeded());

  @Spec private CommandSpec spec;
  @Mixin private final SettingsOptions options = new SettingsOptions(CATALOGUE);

  @ArgGroup(exclusive = false, heading = "%nFor tests, what it does wrong:%n")
  private FaultOptions faults = new FaultOptions();

  /** How often what goes wrong, in percent of the batches. */
  private static final class FaultOptions {
    @Option(names = "--fault-delay-ms", description = "Wait so long before each batch.")
    private long delayMillis;

    @Option(
        names = "--fault-percent",
        paramLabel = "FAULT=PERCENT",
        description = "FAIL, ACCEPT_THEN_FAIL, ACCEPT_THEN_DROP, HANG, NONSENSE; may be repeated.")
    private Map<RecorderFault, Integer> percent = new EnumMap<>(RecorderFault.class);

    @Option(
        names = "--fault-refuse-type",
        paramLabel = "TYPE",
        description = "Refuse events of this type for good, such as CallPutOnHold.")
    private String refusedType = "";

    @Option(names = "--fault-seed", description = "Seed of the faults' chance (default: 1).")
    private long seed = 1;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (options.list(spec.commandLine().getOut())) {
      return 0;
    }
    Settings settings = options.read();
    RecorderFaults wrong = faults();
    Optional<ClusterSettings> topic = topic(settings);
    ListenAddress address = new ListenAddress(settings.get(HOST), settings.get(PORT));
    try (RecorderStore store = RecorderStore.open(settings.get(DATABASE), InstantSource.system());
        RecorderServer server = new RecorderServer(store, wrong)) {
      int bound = start(server, address);
      spec.commandLine()
          .getOut()
          .printf("recorder listening on http://%s%n", new HostPort(address.host(), bound));
      spec.commandLine().getOut().flush();
      CountDownLatch stopped = new CountDownLatch(1);
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, main), "stop"));
      if (topic.isEmpty()) {
        stopped.await();
        return 0;
      }
      return readTopic(topic.get(), store, stopped);
    } catch (IOException | KafkaException e) {
      throw new CannotRunException(e.getMessage(), e);
    }
  }

  /** H2 takes what follows a semicolon for its own settings. */
  private static Path database(String text) {
    Path database = Path.of(text.strip());
    if (text.contains(";") || database.getFileName() == null || isOther(database)) {
      throw new IllegalArgumentException(text + " is no name of a database");
    }
    var unused = PathSetting.writable(database.resolveSibling(database.getFileName() + ".mv.db"));
    return database;
  }

  /** A directory beside the database may have its name; a device or a file is a slip. */
  private static boolean isOther(Path database) {
    return Files.exists(database) && !Files.isDirectory(database);
  }

  private static int start(RecorderServer server, ListenAddress address) {
    try {
      return server.start(address.host(), address.port());
    } catch (JavalinException e) {
      // Javalin says "Port already in use" of any address that cannot be bound.
      throw new CannotRunException(address.cannotBeBound(e), e);
    }
  }

  private static Optional<ClusterSettings> topic(Settings settings) {
    return settings
        .find(FROM_TOPIC)
        .map(
            brokers ->
                new ClusterSettings(
                    new KafkaConnection(brokers, KafkaConnection.clientSettings(settings)),
                    RegistrySettings.of(settings),
                    settings.get(ClusterSettings.ZONES)));
  }

  private static int readTopic(
      ClusterSettings cluster, RecorderStore store, CountDownLatch stopped) {
    try (TopicSource source = TopicSource.open(cluster, store)) {
      source.run(() -> stopped.getCount() == 0);
      return 0;
    }
  }

  private RecorderFaults faults() {
    OptionBounds.require("--fault-delay-ms", faults.delayMillis, 0, 3_600_000);
    faults.percent.forEach(
        (fault, percent) -> OptionBounds.require("--fault-percent " + fault, percent, 0, 100));
    try {
      return RecorderFaults.random(
          new FaultChances(
              Duration.ofMillis(faults.delayMillis), faults.percent, faults.refusedType),
          faults.seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Runs in the shutdown hook: lets the command close what it opened before the process ends. */
  private static void stop(CountDownLatch stopped, Thread main) {
    stopped.countDown();
    try {
      main.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
