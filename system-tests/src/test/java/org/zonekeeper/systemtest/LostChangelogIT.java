package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * X10 on the same cluster: all Agent Managers are killed, changelog and state directories are gone,
 * and the zones come back from their journal, as after an outage that began with its last event.
 */
class LostChangelogIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(LostChangelogIT.class);

  private static final List<String> ZONES = List.of("east", "west");
  private static final String CHANGELOG = AgentManagerTopology.changelogOf(ContactCentre.GROUP);
  private static final List<Event> SEEN = new CopyOnWriteArrayList<>();

  private static ContactCentre centre;
  private static CommandRun whileAlive;
  private static String withoutState;
  private static CommandRun dry;
  private static boolean changelogAfterDryRun;
  private static CommandRun restored;
  private static CommandRun again;

  @BeforeAll
  static void loseTheChangelog() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "west")
            .agentsPerZone(3)
            .openIn(LOGS.directory());
    for (String zone : ZONES) {
      centre.startJob(zone, "loans", "{'campaign':'loans','completionCodes':['Sale']}");
    }
    for (String zone : ZONES) {
      ContactCentre.answerOf(centre.nextConversationIn(zone));
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
    whileAlive = restoreState();
    List<String> agentManagers = centre.stage().plan().agentManagers();
    for (String agentManager : agentManagers) {
      centre.kill(agentManager);
      delete(centre.stage().files().agentManagerState(agentManager));
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", centre.cluster().bootstrapServers()))) {
      // They are dead, and static members: nobody waits for their session time-out.
      admin
          .removeMembersFromConsumerGroup(
              ContactCentre.GROUP, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
      admin.deleteTopics(List.of(CHANGELOG)).all().get();
      await("the changelog's end").atMost(ContactCentre.PATIENCE).until(() -> !hasChangelog(admin));
      withoutState = saysOfAnAgentManagerThatStarts();
      dry = restoreState("--dry-run");
      changelogAfterDryRun = hasChangelog(admin);
    }
    restored = restoreState();
    again = restoreState();
    centre.stage().zones().listen(SEEN::add);
    for (String agentManager : agentManagers) {
      centre.startAgain(agentManager);
    }
    for (String zone : ZONES) {
      centre.await(zone).isAvailableAtItsDesktops();
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("X10: while Agent Managers are alive it refuses, and names them")
  void x10_refusesWhileAgentManagersAreAlive() {
    whileAlive.endedWith(1);
    assertThat(whileAlive.err()).contains("am-1-1 at", "am-2-1 at", "Stop them all");
  }

  @Test
  @DisplayName("X10: no zone is opened anew behind its own journal")
  void x10_noZoneIsOpenedAnew() {
    assertThat(withoutState)
        .contains("zones east, west with a journal and nothing in topic " + CHANGELOG)
        .contains("restore-state");
  }

  @Test
  @DisplayName("X10: a dry run says what would be done, and does nothing")
  void x10_aDryRunChangesNothing() throws IOException {
    dry.endedWith(0);
    assertThat(changelogAfterDryRun).isFalse();
    for (String zone : ZONES) {
      for (String field : List.of("digest", "sequence", "certainTo", "changelog")) {
        assertThat(dry.about(zone).path(field)).isEqualTo(restored.about(zone).path(field));
      }
      assertThat(dry.about(zone).path("changelog").asText()).isEqualTo("MISSING");
    }
  }

  @Test
  @DisplayName("X10: everything in the journal is certain: its last transaction is whole")
  void x10_everythingIsCertain() throws IOException {
    restored.endedWith(0);
    for (String zone : ZONES) {
      JsonNode told = restored.about(zone);
      assertThat(told.path("doubtfulFrom").asLong()).isZero();
      assertThat(told.path("certainTo")).isEqualTo(told.path("sequence"));
      assertThat(told.path("links").asLong()).isEqualTo(told.path("events").asLong() - 1);
      assertThat(told.path("agents").asInt()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("X10: what was restored is not restored again")
  void x10_isSafeToRunAgain() throws IOException {
    again.endedWith(0);
    for (String zone : ZONES) {
      assertThat(again.about(zone).path("changelog").asText()).isEqualTo("SAME");
    }
  }

  @Test
  @DisplayName("X10: each zone is up in the next epoch, as an outage from its last event on")
  void x10_isAnOutageFromTheLastEventOn() throws IOException {
    for (String zone : ZONES) {
      JsonNode told = restored.about(zone);
      ZoneTakenOver takeover =
          SEEN.stream()
              .filter(ZoneTakenOver.class::isInstance)
              .map(ZoneTakenOver.class::cast)
              .filter(event -> event.getHeader().getZone().equals(zone))
              .findFirst()
              .orElseThrow();
      assertThat(takeover.getHeader().getSequence()).isEqualTo(told.path("sequence").asLong() + 1);
      assertThat(takeover.getHeader().getEpoch()).isEqualTo(told.path("epoch").asLong() + 1);
      assertThat(takeover.getOutageBeganAt()).isEqualTo(told.path("at").asLong());
      assertThat(takeover.getStateDigest()).isEqualTo(told.path("digest").asText());
      assertThat(takeover.getGrounds())
          .startsWith("restored from the topic zonekeeper.journal")
          .contains("up to sequence " + told.path("sequence").asLong());
    }
    assertThat(SEEN).noneMatch(ZoneOpened.class::isInstance);
  }

  @Test
  @DisplayName("X10: what was consumed is not decided again")
  void x10_nothingIsDecidedAgain() {
    assertThat(SEEN).noneMatch(CommandAnswerRepeated.class::isInstance);
    assertThat(SEEN).noneMatch(FactUnmatched.class::isInstance);
  }

  @Test
  @DisplayName("F9, X10: audit verify proves the journal, live stores and all")
  void x10_theJournalIsProven() throws Exception {
    JsonNode proof = AuditRun.verify(centre, 0);
    assertThat(proof.path("outcome").asText()).isEqualTo("PROVEN");
    assertThat(AuditRun.count(proof, "F9", "live stores compared")).isEqualTo(2);
  }

  private static CommandRun restoreState(String... more) {
    return CommandRun.on(
        centre.cluster(),
        centre.stage().plan().zones(),
        Stream.concat(Stream.of("restore-state", "--json"), Stream.of(more))
            .toArray(String[]::new));
  }

  private static String saysOfAnAgentManagerThatStarts() throws Exception {
    String id = "am-late";
    try (ChildProcess process =
        new AgentManagerLaunch(
                id,
                KafkaConnection.to(centre.cluster().bootstrapServers()),
                centre.cluster().registryUrl().toString(),
                centre.stage().plan().zones(),
                LOGS.directory().resolve("state").resolve(id),
                Map.of())
            .start(JvmFlags.fastStart(256), LOGS.directory().resolve(id + ".log"))) {
      await(id + " ends").atMost(ContactCentre.PATIENCE).until(() -> !process.isAlive());
      return String.join(" ", process.lastLogLines(50));
    }
  }

  private static boolean hasChangelog(Admin admin) throws Exception {
    return admin.listTopics().names().get().contains(CHANGELOG);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
