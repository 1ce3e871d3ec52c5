package org.zonekeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.StartFailure;

/** What is particular to a cluster of local processes; see {@link ClusterContract} for the rest. */
class LocalClusterTest extends ClusterContract {
  private static final Duration SOON = Duration.ofMinutes(5);

  private static LocalCluster cluster;
  private static final List<String> PROGRESS = new ArrayList<>();

  @Override
  ClusterProvider startCluster(Path directory) throws InterruptedException {
    cluster =
        LocalCluster.in(directory).limits(BrokerLimits.LOWERED).progress(PROGRESS::add).start();
    return cluster;
  }

  @Test
  void itSaysWhatItStartsAndWhere() {
    assertThat(PROGRESS)
        .anyMatch(line -> line.contains(cluster.bootstrapServers()))
        .anyMatch(line -> line.contains(cluster.registryUrl().toString()));
  }

  @Test
  void brokerAndRegistryAreQuietWhenAllIsWell() {
    assertThat(cluster.processes())
        .allSatisfy(
            process ->
                assertThat(process.lastLogLines(1000))
                    .noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception")));
  }

  @Test
  void twoClustersDoNotMeet(@TempDir Path directory) throws InterruptedException {
    try (LocalCluster second = LocalCluster.in(directory).start()) {
      assertThat(second.processes()).allMatch(ChildProcess::isAlive);
      assertThat(second.bootstrapServers()).isNotEqualTo(cluster.bootstrapServers());
      assertThat(second.registryUrl()).isNotEqualTo(cluster.registryUrl());
    }
  }

  /** Most starts failed here that took any port of the system's for granted. */
  @Test
  void startsBesideSomebodyWhoTakesPortAfterPort(@TempDir Path directory) throws Exception {
    try (ChildProcess taker =
        ChildProcess.named("port taker")
            .main(PortTaker.class.getName())
            .log(directory.resolve("port-taker.log"))
            .start()) {
      taker.awaitReady(
          PortTaker.READY, SOON, () -> taker.lastLogLines(1).contains(PortTaker.READY));
      for (String start : List.of("one", "two")) {
        try (LocalCluster beside = LocalCluster.in(directory.resolve(start)).start()) {
          beside.restartBroker(1);
        }
      }
      assertThat(taker.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a Kafka broker", "the schema registry"})
  void aStrangerOnItsPortIsLeftAlone(String takes, @TempDir Path directory) throws Exception {
    List<String> progress = new ArrayList<>();
    try (StrangerOnPort stranger = new StrangerOnPort("starting " + takes, cluster)) {
      try (LocalCluster second =
          LocalCluster.in(directory)
              .progress(
                  line -> {
                    progress.add(line);
                    stranger.hears(line);
                  })
              .start()) {
        assertThat(progress).anyMatch(line -> line.contains("somebody else has taken a port"));
        assertThat(List.of(second.bootstrapServers(), second.registryUrl().getAuthority()))
            .noneMatch(address -> address.endsWith(":" + stranger.port()));
      }
    }
  }

  @Test
  void aPortInUseIsNamed(@TempDir Path directory) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> LocalCluster.in(directory).brokerPort(port).start())
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Port " + port + " for a Kafka broker is not free");
      assertThatThrownBy(() -> LocalCluster.in(directory).registryPort(port).start())
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Port " + port + " for the schema registry is not free");
    }
  }

  @Test
  void aBrokerThatDoesNotComeUpShowsItsLastWords(@TempDir Path directory) throws Exception {
    // Kafka refuses a log directory that another node formatted.
    Path data = Files.createDirectories(directory.resolve("broker-1").resolve("data"));
    Files.writeString(
        data.resolve("meta.properties"), "version=1\nnode.id=77\ncluster.id=elsewhere\n");

    assertThatThrownBy(() -> LocalCluster.in(directory).start())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("broker 1 ended with exit code 1")
        .hasMessageContaining("77");
    await()
        .until(
            () ->
                ProcessHandle.current()
                    .descendants()
                    .noneMatch(
                        child ->
                            child.info().commandLine().orElse("").contains(directory.toString())));
  }

  @Test
  void whatWasNeverBuiltIsNamed(@TempDir Path home) throws IOException {
    Files.createDirectories(home.resolve("local-cluster").resolve("runtime"));
    Installation empty = new Installation(home);

    assertThatThrownBy(empty::brokerClassPath)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("broker.classpath is missing")
        .hasMessageContaining("./zonekeeper build");
  }
}
