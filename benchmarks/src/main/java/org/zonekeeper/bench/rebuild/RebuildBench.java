package org.zonekeeper.bench.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.archive.Replay;
import org.zonekeeper.audit.command.ExitCode;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.restore.RestoreStateCommand;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.settings.Failures;
import picocli.CommandLine;

/**
 * Brings an archived journal into a new cluster, has {@code restore-state} make the state of it,
 * starts an Agent Manager, and times both. Used by the command's one thread.
 */
public final class RebuildBench {
  private static final List<String> JVM_FLAGS = JvmFlags.shortPauses(1_536);
  private static final Duration AVAILABLE_WITHIN = Duration.ofMinutes(10);
  private static final short ONE_REPLICA = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Consumer<String> progress;

  /**
   * @param progress is told what is going on
   */
  public RebuildBench(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param archive the journal
   * @param directory for logs and data
   */
  public Rebuilt measure(Archive archive, Path directory)
      throws IOException, ExecutionException, InterruptedException {
    try (DirectLoadSystem system = DirectLoadSystem.open(zonesOf(archive), directory, JVM_FLAGS)) {
      var unused =
          new TopicSetup(system.admin(), system.zones(), Optional.of(TopicSetup.FOREVER))
              .create(ONE_REPLICA);
      ClusterSettings cluster =
          new ClusterSettings(
              KafkaConnection.to(system.bootstrapServers()), system.registry(), system.zones());
      bringIn(archive, cluster);
      progress.accept("restoring");
      long begun = System.nanoTime();
      Map<String, JsonNode> folded = restore(system);
      long restored = System.nanoTime() - begun;
      progress.accept("restored in %d s; starting an Agent Manager".formatted(seconds(restored)));
      try (Takeovers takeovers = Takeovers.watch(cluster)) {
        long started = System.nanoTime();
        system.start("am-1", Map.of());
        takeovers.awaitAll(AVAILABLE_WITHIN);
        return new Rebuilt(
            folded.size(),
            sum(folded, "events"),
            sum(folded, "agents"),
            sum(folded, "digests"),
            Duration.ofNanos(restored).toMillis(),
            Duration.ofNanos(takeovers.takenOverAt() - started).toMillis(),
            Duration.ofNanos(takeovers.availableAt() - started).toMillis(),
            folded.entrySet().stream()
                .allMatch(
                    zone ->
                        takeovers
                            .digestOf(zone.getKey())
                            .equals(zone.getValue().path("digest").asText())));
      }
    }
  }

  private static ZoneDirectory zonesOf(Archive archive) {
    Map<String, Integer> partitions = new HashMap<>();
    archive.zones().forEach(zone -> partitions.put(zone, partitions.size()));
    return ZoneDirectory.of(partitions, partitions.size());
  }

  private void bringIn(Archive archive, ClusterSettings cluster) {
    try (Replay replay = Replay.into(cluster)) {
      for (String zone : archive.zones()) {
        long written = replay.zone(archive, zone, event -> {});
        progress.accept("zone %s: %,d events brought in".formatted(zone, written));
      }
    }
  }

  /** What the command says of each zone. */
  private static Map<String, JsonNode> restore(DirectLoadSystem system) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Failures.toldBy(new CommandLine(new RestoreStateCommand()))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "--json",
                "--bootstrap-servers",
                system.bootstrapServers(),
                "--registry",
                system.registryUrl(),
                "--zones",
                system.zones().toString());
    // A journal that was brought in cannot prove that its last decision is whole.
    if (exitCode != ExitCode.COMPLETE && exitCode != ExitCode.PARTIAL) {
      throw new StartFailure("restore-state ended with %d: %s".formatted(exitCode, err));
    }
    Map<String, JsonNode> zones = new HashMap<>();
    for (String line : out.toString().lines().toList()) {
      JsonNode told = JSON.readTree(line);
      if (told.has("digest")) {
        zones.put(told.path("zone").asText(), told);
      }
    }
    return zones;
  }

  private static long sum(Map<String, JsonNode> zones, String field) {
    return zones.values().stream().mapToLong(zone -> zone.path(field).asLong()).sum();
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }
}
