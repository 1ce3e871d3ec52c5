package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * X10 on another cluster: of a contact centre that is gone there is an archive of its journal. It
 * is brought into the new cluster's topic, the state is made of it, and the zones work on there,
 * with agents who log on anew.
 */
class LostSiteIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(LostSiteIT.class);

  private static final List<String> ZONES = List.of("east", "west");
  private static final List<Event> SEEN = new CopyOnWriteArrayList<>();
  private static final Path ARCHIVE = LOGS.directory().resolve("archive");

  private static ContactCentre centre;
  private static CommandRun tooEarly;
  private static CommandRun restored;

  @BeforeAll
  static void loseTheSite() throws Exception {
    // With long conversations: some are live where the archive ends, however slow its making was.
    try (ContactCentre lost =
        plan().platformSetting("talk.mean.ms", "60000").openIn(LOGS.directory().resolve("lost"))) {
      for (String zone : ZONES) {
        lost.startJob(zone, "loans", "{'campaign':'loans','completionCodes':['Sale']}");
      }
      for (String zone : ZONES) {
        ContactCentre.answerOf(lost.nextConversationIn(zone));
        ContactCentre.answerOf(lost.nextConversationIn(zone));
      }
      // While it is at work: what happens after this is lost with the site.
      AuditRun.of(lost, 0, "archive", ARCHIVE.toString());
    }
    centre =
        plan()
            .onAClusterPreparedBy(LostSiteIT::restore)
            .listening(SEEN::add)
            .openIn(LOGS.directory().resolve("new"));
    for (String zone : ZONES) {
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
  }

  private static Plan plan() {
    return ContactCentre.with(1).agentManagers().zones("east", "west").agentsPerZone(3);
  }

  private static void restore(ClusterProvider cluster, ZoneDirectory zones) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      assertThat(new TopicSetup(admin, zones).create((short) 1)).isNotEmpty();
    }
    tooEarly = CommandRun.on(cluster, zones, "restore-state", "--json");
    CommandRun.on(cluster, zones, "audit", "import", ARCHIVE.toString()).endedWith(0);
    restored = CommandRun.on(cluster, zones, "restore-state", "--json");
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("X10: where there is no journal there is nothing to restore")
  void x10_nothingComesOfNothing() throws IOException {
    tooEarly.endedWith(0);
    assertThat(tooEarly.about("east").path("events").asLong()).isZero();
  }

  @Test
  @DisplayName("X10: a copy cannot prove that its last decision is whole, and that is said")
  void x10_whatIsCertainIsTold() throws IOException {
    restored.endedWith(3);
    for (String zone : ZONES) {
      JsonNode told = restored.about(zone);
      assertThat(told.path("doubtfulFrom").asLong())
          .isPositive()
          .isEqualTo(told.path("certainTo").asLong() + 1)
          .isLessThanOrEqualTo(told.path("sequence").asLong());
    }
  }

  @Test
  @DisplayName("X10: each zone is up in the next epoch, as an outage from the archive's end on")
  void x10_isAnOutageFromTheArchivesEndOn() throws IOException {
    for (String zone : ZONES) {
      JsonNode told = restored.about(zone);
      ZoneTakenOver takeover =
          of(zone, ZoneTakenOver.class).stream()
              .filter(
                  event -> event.getHeader().getSequence() == told.path("sequence").asLong() + 1)
              .findFirst()
              .orElseThrow();
      assertThat(takeover.getHeader().getEpoch()).isEqualTo(told.path("epoch").asLong() + 1);
      assertThat(takeover.getOutageBeganAt()).isEqualTo(told.path("at").asLong());
      assertThat(takeover.getStateDigest()).isEqualTo(told.path("digest").asText());
      assertThat(takeover.getGrounds())
          .contains(
              "nothing proves that the decision of sequence " + told.path("doubtfulFrom").asLong());
      assertThat(of(zone, ZoneOpened.class)).hasSize(1);
    }
  }

  @Test
  @DisplayName("X10: agents log on anew, and the calls that were live are asked for")
  void x10_agentsLogOnAnew() throws IOException {
    for (String zone : ZONES) {
      long end = restored.about(zone).path("sequence").asLong();
      assertThat(of(zone, AgentLoggedOn.class))
          .filteredOn(event -> event.getHeader().getSequence() > end)
          .hasSizeGreaterThanOrEqualTo(3);
    }
    assertThat(
            ZONES.stream()
                .flatMap(zone -> of(zone, CallStatusRequested.class).stream())
                .filter(event -> isBehindTheEnd(event)))
        .isNotEmpty();
  }

  @Test
  @DisplayName("F9, X10: audit verify proves the journal across both sites")
  void x10_theJournalIsProven() throws Exception {
    JsonNode proof = AuditRun.verify(centre, 0);
    assertThat(proof.path("outcome").asText()).isEqualTo("PROVEN");
    assertThat(AuditRun.count(proof, "F9", "live stores compared")).isEqualTo(2);
  }

  private static boolean isBehindTheEnd(CallStatusRequested event) {
    try {
      return event.getHeader().getSequence()
          > restored.about(event.getHeader().getZone()).path("sequence").asLong();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static <E extends Event> List<E> of(String zone, Class<E> type) {
    return SEEN.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(event -> event.getHeader().getZone().equals(zone))
        .toList();
  }
}
