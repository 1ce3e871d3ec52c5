package org.zonekeeper.simulators.recorder;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.InvalidSettingException;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.registry.RegistrySettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8095",
      description = "Port to listen on; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      defaultValue = "${env:ZONEKEEPER_RECORDER_DB:-recorder}",
      description = {
        "The database, without its suffix .mv.db; continued when it exists",
        "(ZONEKEEPER_RECORDER_DB; default: recorder)."
      })
  private Path database;

  @ArgGroup(exclusive = false, heading = "%nTo read the topic, instead of being called:%n")
  private FromTopic topic;

  @ArgGroup(exclusive = false, heading = "%nFor tests, what it does wrong:%n")
  private FaultOptions faults = new FaultOptions();

  /** Where the topic is. */
  private static final class FromTopic {
    @Option(
        names = "--from-topic",
        required = true,
        paramLabel = "HOST:PORT",
        description = "Read zonekeeper.recorder of this Kafka cluster.")
    private String bootstrapServers;

    @Option(
        names = "--registry",
        required = true,
        paramLabel = "URL",
        description = "The schema registry.")
    private String registry;

    @Option(
        names = "--zones",
        required = true,
        paramLabel = "ZONES",
        description = "The zones and their partitions, such as Default=0,north=1;8.")
    private String zones;
  }

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
    try (RecorderStore store = RecorderStore.open(database, InstantSource.system());
        RecorderServer server = new RecorderServer(store, faults())) {
      int bound = server.start(host, port);
      spec.commandLine().getOut().printf("recorder listening on http://%s:%d%n", host, bound);
      spec.commandLine().getOut().flush();
      CountDownLatch stopped = new CountDownLatch(1);
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, main), "stop"));
      if (topic == null) {
        stopped.await();
        return 0;
      }
      return readTopic(store, stopped);
    } catch (IOException
        | StoreException
        | RegistryException
        | KafkaException
        | JavalinBindException e) {
      spec.commandLine().getErr().println("recorder cannot run: " + e.getMessage());
      return 1;
    }
  }

  private int readTopic(RecorderStore store, CountDownLatch stopped) {
    try (TopicSource source =
        TopicSource.open(
            topic.bootstrapServers, registry(topic.registry), zones(topic.zones), store)) {
      source.run(() -> stopped.getCount() == 0);
      return 0;
    } catch (GapException e) {
      spec.commandLine().getErr().println("the topic has a gap: " + e.getMessage());
      return 1;
    }
  }

  private RegistrySettings registry(String urls) {
    try {
      return RegistrySettings.from(Map.of("registry.urls", urls));
    } catch (InvalidSettingException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private ZoneDirectory zones(String text) {
    try {
      return ZoneDirectory.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private RecorderFaults faults() {
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
