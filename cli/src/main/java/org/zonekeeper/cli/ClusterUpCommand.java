package org.zonekeeper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.TemporaryDirectory;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper cluster up}: starts broker and registry, makes the topics, and stays. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Start a real Kafka broker and schema registry, create the topics, and stay in the"
          + " foreground until Ctrl-C, which stops them.",
      "Addresses go to standard output once everything answers, progress to standard error."
    })
final class ClusterUpCommand implements Callable<Integer> {
  private static final int MOST_REPLICAS = 3;
  private static final int MOST_BROKERS = 100;
  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many brokers (default: ${DEFAULT-VALUE}).")
  private int brokers;

  @Option(
      names = "--broker-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The first broker's port, the others count up (default: any free one).")
  private int brokerPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The schema registry's port (default: any free one).")
  private int registryPort;

  @Option(
      names = "--limits",
      paramLabel = "LIMITS",
      defaultValue = "STOCK",
      description = {
        "STOCK: Kafka's own limits to session and transaction time-outs (default).",
        "LOWERED: far lower ones, to try Kafka's own failure detection."
      })
  private BrokerLimits limits;

  @Option(
      names = "--zones",
      paramLabel = "ZONES",
      defaultValue = "east=0,north=1,south=2,west=3",
      description = {
        "The zones and their partitions; after a semicolon, the number of partitions of every"
            + " topic, spare ones included (default: ${DEFAULT-VALUE})."
      })
  private String zones;

  @Option(
      converter = OptionPath.DirectoryToWrite.class,
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Where logs and data go and stay; must be empty or not exist (default: a temporary one,"
              + " removed at the end).")
  private Path directory;

  @Option(names = "--json", description = "Print the addresses as one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ZoneDirectory zoneDirectory = checked();
    PrintWriter err = spec.commandLine().getErr();
    boolean temporary = directory == null;
    Path home = temporary ? Files.createTempDirectory("zonekeeper-cluster-") : directory;
    if (temporary) {
      Runtime.getRuntime().addShutdownHook(new Thread(new TemporaryDirectory(home), "remove-data"));
    }
    try (LocalCluster cluster =
        LocalCluster.in(home)
            .brokers(brokers)
            .brokerPort(brokerPort)
            .registryPort(registryPort)
            .limits(limits)
            .progress(line -> say(err, line))
            .start()) {
      createTopics(cluster, zoneDirectory);
      print(cluster, home);
      say(err, "up; Ctrl-C stops everything");
      ChildProcess ended = firstToEnd(cluster);
      if (ChildProcess.parentIsEnding()) {
        return spec.exitCodeOnSuccess();
      }
      throw new StartFailure(
          "%s has ended by itself; its log ends with:%n  %s"
              .formatted(
                  ended.name(),
                  String.join(System.lineSeparator() + "  ", ended.lastLogLines(15))));
    }
  }

  private ZoneDirectory checked() throws IOException {
    OptionBounds.require("--brokers", brokers, 1, MOST_BROKERS);
    OptionBounds.require("--broker-port", brokerPort, 0, HIGHEST_PORT - brokers + 1);
    OptionBounds.require("--registry-port", registryPort, 0, HIGHEST_PORT);
    if (directory != null && Files.isDirectory(directory)) {
      try (var content = Files.list(directory)) {
        if (content.findAny().isPresent()) {
          // The registry's schemas are gone with its process: nobody could read the old records.
          throw new ParameterException(
              spec.commandLine(), "--directory: " + directory + " is not empty; give another one");
        }
      }
    }
    try {
      return ZoneDirectory.parse(zones);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--zones: " + e.getMessage(), e);
    }
  }

  private void createTopics(LocalCluster cluster, ZoneDirectory zoneDirectory)
      throws InterruptedException {
    short replicas = (short) Math.min(MOST_REPLICAS, brokers);
    try (Admin admin = Admin.create(KafkaConnection.to(cluster.bootstrapServers()).client())) {
      new TopicSetup(admin, zoneDirectory).create(replicas);
    } catch (ExecutionException e) {
      throw new StartFailure("The topics cannot be created: " + e.getCause().getMessage(), e);
    }
  }

  private void print(LocalCluster cluster, Path home) throws JsonProcessingException {
    List<String> topics = Topics.all().stream().map(TopicSpec::name).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> addresses = new LinkedHashMap<>();
      addresses.put("bootstrapServers", cluster.bootstrapServers());
      addresses.put("registryUrl", cluster.registryUrl().toString());
      addresses.put("zones", zones);
      addresses.put("topics", topics);
      addresses.put("directory", home.toString());
      out.println(new ObjectMapper().writeValueAsString(addresses));
    } else {
      out.println("Kafka            " + cluster.bootstrapServers());
      out.println("Schema registry  " + cluster.registryUrl());
      out.println("Zones            " + zones);
      out.println("Topics           " + String.join(" ", topics));
      out.println("Logs and data    " + home);
    }
    out.flush();
  }

  private static ChildProcess firstToEnd(LocalCluster cluster) {
    CompletableFuture<?>[] ends =
        cluster.processes().stream()
            .map(process -> process.onExit().thenApply(exitCode -> process))
            .toArray(CompletableFuture[]::new);
    return (ChildProcess) CompletableFuture.anyOf(ends).join();
  }

  private static void say(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
