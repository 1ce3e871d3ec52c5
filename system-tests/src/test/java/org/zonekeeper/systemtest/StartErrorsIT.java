package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.cli.Zonekeeper;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.TestClusters;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.TopicSetup;

/**
 * The real command with something missing at its start: one clear sentence that names what, and
 * exit code 1; 2 where the user called it wrongly.
 */
class StartErrorsIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(StartErrorsIT.class);

  /** A port that nobody can listen on by accident. */
  private static final String NOWHERE = "127.0.0.1:1";

  private static final String ZONES = "east=0";

  private static ClusterProvider cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = TestClusters.start(LOGS.directory().resolve("cluster"), BrokerLimits.STOCK);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      new TopicSetup(admin, ZoneDirectory.parse(ZONES)).create((short) 1);
    }
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static final Map<String, List<String>> PARTS_ON_THE_BROKER =
      Map.of(
          "agent-manager", List.of("--id", "am-1", "--state-dir", path("am-1")),
          "desktop-gateway", List.of("--port", "0", "--insecure-development"),
          "acr-forwarder", List.of("--recorder-url", "http://" + NOWHERE),
          "dialler-platform", List.of("--log", path("platform.jsonl")));

  @Test
  void an_unreachable_broker_is_named() throws Exception {
    assertNamedByAll(NOWHERE, cluster.registryUrl().toString());
  }

  @Test
  void an_unreachable_registry_is_named() throws Exception {
    assertNamedByAll(cluster.bootstrapServers(), "http://" + NOWHERE);
  }

  /** All at once: each of them tries for a while. */
  private static void assertNamedByAll(String broker, String registry) throws Exception {
    List<ChildProcess> started =
        PARTS_ON_THE_BROKER.entrySet().stream()
            .map(part -> part(part.getKey(), part.getValue(), broker, registry))
            .toList();
    List<Ended> ended = new ArrayList<>();
    for (ChildProcess each : started) {
      ended.add(ended(each));
    }
    assertThat(ended)
        .allSatisfy(
            each -> {
              assertThat(each.exitCode()).isEqualTo(1);
              assertThat(each.complaint()).contains(NOWHERE);
            });
  }

  @Test
  void a_gateway_s_port_in_use_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended ended =
          runs(
              "desktop-gateway",
              List.of("--port", port, "--insecure-development"),
              cluster.bootstrapServers(),
              cluster.registryUrl().toString());
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.complaint()).contains(port);
    }
  }

  @Test
  void a_recorder_s_port_in_use_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended ended = ended(command("run", "recorder", "--port", port, "--db", path("recorder")));
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.complaint()).contains(port);
    }
  }

  @Test
  void a_recorder_s_database_in_use_is_named() throws Exception {
    String database = path("shared-recorder");
    try (ChildProcess first = command("run", "recorder", "--port", "0", "--db", database)) {
      await()
          .atMost(ContactCentre.PATIENCE)
          .until(
              () ->
                  first.lastLogLines(50).stream()
                      .anyMatch(line -> line.startsWith("recorder listening")));
      Ended ended = ended(command("run", "recorder", "--port", "0", "--db", database));
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.complaint()).contains(database).contains("another recorder");
    }
  }

  @Test
  void a_broker_s_port_in_use_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended ended = ended(command("cluster", "up", "--broker-port", port));
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.complaint()).contains(port);
    }
  }

  @Test
  void an_id_that_another_agent_manager_has_is_named() throws Exception {
    try (ChildProcess first = agentManager("twin", "first")) {
      await()
          .atMost(ContactCentre.PATIENCE)
          .until(
              () ->
                  first.lastLogLines(50).stream()
                      .anyMatch(line -> line.startsWith("ready agent-manager id=twin")));
      Ended second = ended(agentManager("twin", "second"));
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.complaint()).contains("'twin' is taken").contains("127.0.0.1");
      assertThat(first.isAlive()).isTrue();
    }
  }

  private static ChildProcess agentManager(String id, String stateDirectory) {
    return part(
        "agent-manager",
        List.of("--id", id, "--state-dir", path(stateDirectory)),
        cluster.bootstrapServers(),
        cluster.registryUrl().toString());
  }

  @Test
  void broken_lines_of_a_contact_file_are_told_and_the_others_are_dialled() throws Exception {
    Path contacts = LOGS.directory().resolve("contacts.csv");
    Files.writeString(
        contacts, "duration;campaign;previous;y\n100;1;0;yes\nlong;1;0;no\n200;2;0\n300;1;0;no\n");
    try (ChildProcess platform = platformWith(contacts)) {
      await()
          .atMost(ContactCentre.PATIENCE)
          .until(() -> platform.lastLogLines(50).stream().anyMatch(StartErrorsIT::isReady));
      assertThat(platform.lastLogLines(50))
          .anyMatch(line -> line.contains("contacts.csv:3") && line.contains("'long'"))
          .anyMatch(line -> line.contains("contacts.csv:4") && line.contains("4 cells"))
          .anyMatch(line -> line.contains("2 contacts used, 2 broken lines left out"));
    }
  }

  @Test
  void a_contact_file_without_a_usable_line_is_refused() throws Exception {
    Path contacts = LOGS.directory().resolve("empty.csv");
    Files.writeString(contacts, "duration;campaign;previous;y\nlong;1;0;no\n");
    Ended ended = ended(platformWith(contacts));
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.said()).anyMatch(line -> line.contains("empty.csv has no usable line"));
  }

  private static boolean isReady(String line) {
    return line.startsWith("dialler platform ready");
  }

  private static ChildProcess platformWith(Path contacts) {
    return part(
        "dialler-platform",
        List.of("--log", path("platform.jsonl"), "--set", "contacts=" + contacts),
        cluster.bootstrapServers(),
        cluster.registryUrl().toString());
  }

  private static Ended runs(String part, List<String> options, String broker, String registry)
      throws Exception {
    return ended(part(part, options, broker, registry));
  }

  private static ChildProcess part(
      String part, List<String> options, String broker, String registry) {
    Stream<String> common =
        Stream.of(
            "run", part, "--bootstrap-servers", broker, "--registry", registry, "--zones", ZONES);
    return command(Stream.concat(common, options.stream()).toArray(String[]::new));
  }

  private static ChildProcess command(String... arguments) {
    Path log = LOGS.directory().resolve("command-" + System.nanoTime() + ".log");
    return ChildProcess.named(String.join(" ", arguments))
        .main(Zonekeeper.class.getName(), arguments)
        .jvmFlags(JvmFlags.fastStart(/* heapMegabytes= */ 128))
        // The product's own, not one that a test's class path brings along.
        .property("logback.configurationFile", "logback.xml")
        .log(log)
        .start();
  }

  private static Ended ended(ChildProcess command) throws Exception {
    try (command) {
      int exitCode = command.onExit().get(ContactCentre.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new Ended(exitCode, command.lastLogLines(200));
    }
  }

  private static String path(String name) {
    return LOGS.directory().resolve(name).toString();
  }

  /** How a command ended, and what it said. */
  private record Ended(int exitCode, List<String> said) {
    /** Its one line that is not the log's; a stack trace would be more than one. */
    String complaint() {
      List<String> complaints =
          said.stream().filter(line -> !line.matches("\\d{4}-\\d\\d-\\d\\dT.*")).toList();
      assertThat(complaints).as("what the user sees: %s", said).hasSize(1);
      return complaints.getFirst();
    }
  }
}
