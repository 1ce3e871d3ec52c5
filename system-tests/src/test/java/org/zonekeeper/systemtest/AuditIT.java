package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.command.AuditCommand;
import org.zonekeeper.audit.command.ExitCode;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.LiveJournal;
import org.zonekeeper.audit.source.OrderedScan;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.TestClusters;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.registry.RegistrySettings;
import picocli.CommandLine;

/**
 * X4 on a real broker: a journal with a killed owner in it is followed live, archived in two goes,
 * read from archive and topic joined, and replayed into another cluster with other partitions.
 */
class AuditIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(AuditIT.class);

  private static final short ONE_REPLICA = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ZoneDirectory ELSEWHERE = ZoneDirectory.parse("east=2,west=0;3");

  private static ContactCentre centre;
  private static ClusterProvider other;
  private static Path archive;
  private static String victim;
  private static List<JsonNode> followed;
  private static List<JournalEntry> journal;

  @BeforeAll
  static void killAnOwnerBetweenTwoArchivings() throws Exception {
    archive = LOGS.directory().resolve("archive");
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "west")
            .agentsPerZone(3)
            .openIn(LOGS.directory().resolve("centre"));
    for (String zone : List.of("east", "west")) {
      centre.startJob(zone, "steady", "{'campaign':'loans','completionCodes':['Sale']}");
    }
    Following following = Following.start();
    centre.await("east").hasCalls(/* talking= */ 1, /* queued= */ 0);
    assertThat(Run.of(live("archive", archive.toString())).exitCode).isZero();
    victim = centre.ownerOf("east");
    centre.kill(victim);
    centre.await("east").isOwnedBySomebodyElseThan(victim);
    centre.await("east").isAvailableAtItsDesktops();
    ContactCentre.answerOf(centre.nextConversationIn("east"));
    centre.comeToRest(Map.of("east", List.of("steady"), "west", List.of("steady")));
    journal = centre.evidence().journal();
    followed = following.until("ZoneAvailable", 2);
  }

  @AfterAll
  static void close() throws Exception {
    if (other != null) {
      other.close();
    }
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("X4: live, archive and topic joined, and a replay elsewhere are one journal")
  void x4_the_journal_is_the_same_wherever_it_is_read() throws Exception {
    List<Read> live = readAll(LiveJournal.open(cluster()));
    assertThat(live).hasSizeGreaterThanOrEqualTo(journal.size());

    Run joined = Run.of(live("failovers", "--json", "--archive", archive.toString()));
    assertThat(joined.exitCode).as(joined.err).isZero();
    assertThat(joined.lines())
        .anyMatch(
            line ->
                line.path("kind").asText().equals("OUTAGE")
                    && line.path("zone").asText().equals("east")
                    && line.path("from").asText().equals(victim));

    Run goesOn = Run.of(live("archive", archive.toString()));
    assertThat(goesOn.exitCode).as(goesOn.err).isZero();
    List<Read> archived = readAll(Archive.open(archive));
    assertThat(archived).containsAll(live);

    other = TestClusters.start(LOGS.directory().resolve("other"), BrokerLimits.STOCK);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", other.bootstrapServers()))) {
      assertThat(retaining(admin, Duration.ofMillis(1)).create(ONE_REPLICA)).isNotEmpty();
      Run refused = Run.of(elsewhere("import", archive.toString()));
      assertThat(refused.exitCode).isEqualTo(ExitCode.FAILED);
      assertThat(refused.err).contains("would be deleted again at once");
      assertThat(retaining(admin, TopicSetup.FOREVER).create(ONE_REPLICA)).isEmpty();
    }
    Run replay = Run.of(elsewhere("import", archive.toString()));
    assertThat(replay.exitCode).as(replay.err).isZero();
    assertThat(readAll(LiveJournal.open(there()))).isEqualTo(archived);

    Run again = Run.of(elsewhere("import", archive.toString()));
    assertThat(again.exitCode).as(again.err).isZero();
    assertThat(again.out).contains("zone east: 0 events written");
  }

  @Test
  @DisplayName("X4: the state at the end is the same from the topic and from archive and topic")
  void x4_the_state_is_the_same_wherever_it_is_folded() throws IOException {
    long end = journal.stream().filter(entry -> entry.zone().equals("east")).count();
    String at = Long.toString(end);
    Run fromTopic = Run.of(live("state", "--zone", "east", "--at", at, "--json"));
    Run fromBoth =
        Run.of(
            live("state", "--zone", "east", "--at", at, "--json", "--archive", archive.toString()));

    assertThat(fromTopic.exitCode).as(fromTopic.err).isZero();
    assertThat(fromTopic.lines()).isEqualTo(fromBoth.lines());
    assertThat(fromTopic.lines().getFirst().path("digest").asText()).hasSize(64);
  }

  @Test
  @DisplayName("X4: whoever follows sees every event once, in order")
  void x4_a_follower_sees_every_event() {
    List<Long> east =
        followed.stream()
            .filter(line -> line.path("zone").asText().equals("east"))
            .map(line -> line.path("sequence").asLong())
            .toList();
    assertThat(east).isSorted().doesNotHaveDuplicates();
    assertThat(east.getLast() - east.getFirst() + 1).isEqualTo(east.size());
    assertThat(followed).anyMatch(line -> line.path("type").asText().equals("ZoneTakenOver"));
  }

  private static TopicSetup retaining(Admin admin, Duration retention) {
    return new TopicSetup(admin, ELSEWHERE, Optional.of(retention));
  }

  /** An event by its place and its bytes. */
  private record Read(String zone, long sequence, int bytesHash, int length) {
    static Read of(JournalRecord record) {
      return new Read(
          record.zone(), record.sequence(), Arrays.hashCode(record.body()), record.body().length);
    }
  }

  private static List<Read> readAll(JournalSource source) {
    List<Read> read = new ArrayList<>();
    try (source) {
      for (String zone : source.zones()) {
        try (OrderedScan scan = OrderedScan.of(source, zone, JournalRange.ALL)) {
          scan.forEachRemaining(record -> read.add(Read.of(record)));
        }
      }
    }
    return read;
  }

  private static ClusterSettings cluster() {
    return new ClusterSettings(
        KafkaConnection.to(centre.cluster().bootstrapServers()),
        RegistrySettings.at(centre.cluster().registryUrl().toString()),
        centre.stage().plan().zones());
  }

  private static ClusterSettings there() {
    return new ClusterSettings(
        KafkaConnection.to(other.bootstrapServers()),
        RegistrySettings.at(other.registryUrl().toString()),
        ELSEWHERE);
  }

  private static String[] live(String... arguments) {
    return at(cluster(), arguments);
  }

  private static String[] elsewhere(String... arguments) {
    return at(there(), arguments);
  }

  private static String[] at(ClusterSettings cluster, String... arguments) {
    return Stream.concat(
            Stream.of(arguments),
            Stream.of(
                "--bootstrap-servers",
                cluster.kafka().bootstrapServers(),
                "--registry",
                cluster.registry().urls().getFirst().toString(),
                "--zones",
                cluster.zones().toString()))
        .toArray(String[]::new);
  }

  /** A command that has ended. */
  private record Run(int exitCode, String out, String err) {
    static Run of(String... arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine audit =
          AuditCommand.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true));
      int exitCode = audit.execute(arguments);
      return new Run(exitCode, out.toString(), err.toString());
    }

    List<JsonNode> lines() throws IOException {
      return parsed(out);
    }
  }

  private static List<JsonNode> parsed(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** {@code audit events --follow} on a thread of its own, which never ends by itself. */
  private record Following(StringWriter out, Thread thread) {
    static Following start() {
      StringWriter out = new StringWriter();
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .name("follower")
              .start(
                  () ->
                      AuditCommand.commandLine()
                          .setOut(new PrintWriter(out, true))
                          .execute(live("events", "--follow", "--json")));
      return new Following(out, thread);
    }

    /** Every whole line, once there are so many events of the type of zone east. */
    List<JsonNode> until(String type, int count) throws IOException {
      await("events of type " + type)
          .atMost(PATIENCE)
          .until(
              () ->
                  wholeLines().stream()
                          .filter(line -> line.contains("\"type\":\"" + type + "\""))
                          .filter(line -> line.startsWith("{\"zone\":\"east\""))
                          .count()
                      >= count);
      List<JsonNode> lines = new ArrayList<>();
      for (String line : wholeLines()) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    }

    /** The last one may still be being written. */
    private List<String> wholeLines() {
      String text = out.toString();
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
  }
}
