package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * X4: the journal of a living installation is proven after a crash, against the live stores of
 * owners in processes of their own; and what is written behind its back is found.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditVerifyIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(AuditVerifyIT.class);

  private static ContactCentre centre;

  @BeforeAll
  static void loseAnOwner() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "west")
            .agentsPerZone(3)
            .openIn(LOGS.directory());
    for (String zone : List.of("east", "west")) {
      centre.startJob(zone, "steady", "{'campaign':'loans','completionCodes':['Sale']}");
      centre.await(zone).hasCalls(/* talking= */ 1, /* queued= */ 0);
    }
    String victim = centre.ownerOf("east");
    centre.kill(victim);
    centre.await("east").isOwnedBySomebodyElseThan(victim);
    centre.await("east").isAvailable();
    ContactCentre.answerOf(centre.nextConversationIn("east"));
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @Order(1)
  @DisplayName("X4: the fold of the journal equals the live stores, and the chain ends as they say")
  void shouldProveALivingJournal() throws Exception {
    JsonNode proof = AuditRun.verify(centre, 0);

    assertThat(proof.path("outcome").asText()).isEqualTo("PROVEN");
    assertThat(AuditRun.count(proof, "F9", "live stores compared")).isEqualTo(2);
    assertThat(AuditRun.count(proof, "F9", "restored states compared")).isPositive();
    assertThat(AuditRun.count(proof, "chained", "anchors")).isEqualTo(2);
    assertThat(AuditRun.count(proof, "chained", "events without a link")).isZero();
    assertThat(AuditRun.count(proof, "outages", "outages closed")).isPositive();
  }

  @Test
  @Order(2)
  @DisplayName("X4: an anchor that was noted holds later")
  void shouldHoldByAnAnchor() throws Exception {
    String[] anchors = AuditRun.of(centre, 0, "anchor").strip().split("\\R");
    assertThat(anchors).hasSize(2).allMatch(line -> line.matches("(east|west)=\\d+:[0-9a-f]{64}"));
    ContactCentre.answerOf(centre.nextConversationIn("west"));

    JsonNode proof = AuditRun.verify(centre, 0, "--anchor", anchors[0], "--anchor", anchors[1]);
    assertThat(AuditRun.count(proof, "chained", "anchors")).isEqualTo(4);
  }

  @Test
  @Order(3)
  @DisplayName("X4: an event that somebody else wrote is found")
  void shouldFindASecondOwnersEvent() throws Exception {
    writeAsSecondOwner("west");

    JsonNode proof = AuditRun.verify(centre, 1);
    Set<String> red = new TreeSet<>();
    proof
        .path("judges")
        .forEach(
            one -> {
              if (one.path("faults").asLong() > 0) {
                red.add(one.path("id").asText());
              }
            });
    assertThat(red).contains("gapless", "X6", "chained");
  }

  private static void writeAsSecondOwner(String zone) {
    ZoneAvailable event =
        new ZoneAvailable(
            new EventHeader(
                zone, 0L, 1L, 0L, new Cause(CauseKind.OWNERSHIP, "Adopt", "", -1L, 0L), zone, ""),
            new Owner("am-0", "nobody"),
            0L);
    RegistrySettings registry =
        RegistrySettings.from(
            Map.of(RegistrySettings.URLS, centre.cluster().registryUrl().toString()));
    try (ContractSerdes serdes = ContractSerdes.with(registry).writes(Topics.JOURNAL).open();
        KafkaProducer<String, SpecificRecord> producer =
            new KafkaProducer<>(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, centre.cluster().bootstrapServers()),
                new StringSerializer(),
                serdes.serializer())) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.JOURNAL.name(),
                  centre.stage().plan().zones().partitionOf(zone),
                  zone,
                  event));
      producer.flush();
    }
  }
}
