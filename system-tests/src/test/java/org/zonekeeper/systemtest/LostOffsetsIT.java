package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * The group's committed offsets are lost, so both inputs are read from their beginning again. What
 * was decided once is not decided again, and the journal is proven.
 */
class LostOffsetsIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(LostOffsetsIT.class);

  private static final List<String> ZONES = List.of("east", "west");
  private static final List<Event> SEEN = new CopyOnWriteArrayList<>();

  private static ContactCentre centre;
  private static Map<TopicPartition, OffsetAndMetadata> before;
  private static Map<TopicPartition, OffsetAndMetadata> after;

  @BeforeAll
  static void loseTheOffsets() throws Exception {
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
    List<String> agentManagers = centre.stage().plan().agentManagers();
    for (String agentManager : agentManagers) {
      centre.kill(agentManager);
    }
    loseOffsets();
    centre.stage().zones().listen(SEEN::add);
    for (String agentManager : agentManagers) {
      centre.startAgain(agentManager);
    }
    for (String zone : ZONES) {
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
  @DisplayName("the offsets of both inputs are gone, and there is something to read again")
  void bothInputsAreReadAnew() {
    assertThat(before.keySet())
        .extracting(TopicPartition::topic)
        .contains(Topics.COMMANDS.name(), Topics.FACTS.name());
    assertThat(before.values()).allMatch(offset -> offset.offset() > 0);
    assertThat(after).isEmpty();
  }

  @Test
  @DisplayName("F9, X4: audit verify proves the journal, live stores and all")
  void x4_theJournalIsProven() throws Exception {
    JsonNode proof = AuditRun.verify(centre, 0);
    assertThat(proof.path("outcome").asText()).isEqualTo("PROVEN");
    assertThat(AuditRun.count(proof, "F9", "live stores compared")).isEqualTo(2);
  }

  @Test
  @DisplayName("what was decided once is passed over: no answer again, no fact without a match")
  void nothingIsDecidedAgain() {
    assertThat(SEEN).isNotEmpty();
    assertThat(SEEN).noneMatch(CommandAnswerRepeated.class::isInstance);
    assertThat(SEEN).noneMatch(FactUnmatched.class::isInstance);
  }

  /** What an operator does by mistake, or a group that nobody used for a week. */
  private static void loseOffsets() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", centre.cluster().bootstrapServers()))) {
      // They are dead, and static members: nobody waits for their session time-out.
      admin
          .removeMembersFromConsumerGroup(
              ContactCentre.GROUP, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
      before = committed(admin);
      admin.deleteConsumerGroupOffsets(ContactCentre.GROUP, before.keySet()).all().get();
      after = committed(admin);
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin) throws Exception {
    return new HashMap<>(
        admin
            .listConsumerGroupOffsets(ContactCentre.GROUP)
            .partitionsToOffsetAndMetadata()
            .get()
            .entrySet()
            .stream()
            .filter(entry -> entry.getValue() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
