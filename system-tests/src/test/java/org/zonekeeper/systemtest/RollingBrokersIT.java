package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.check.run.Exchange;

/**
 * An operator's daily work: each of three brokers is restarted in order under load, the next one
 * when all replicas are in sync. No owner may change, and nobody may notice.
 */
class RollingBrokersIT {
  private static final List<String> ZONES = List.of("east", "west");
  private static final String JOB = "loans-1";

  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(RollingBrokersIT.class);

  private static ContactCentre centre;
  private static Judged judged;
  private static long begunAt;
  private static long endedAt;

  @BeforeAll
  static void rollTheBrokers() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones(ZONES.toArray(String[]::new))
            .agentsPerZone(4)
            .brokers(3)
            .openIn(LOGS.directory());
    Map<String, List<String>> jobs = new HashMap<>();
    for (String zone : ZONES) {
      centre.startJob(zone, JOB, "{'campaign':'loans','completionCodes':['Sale']}");
      jobs.put(zone, List.of(JOB));
    }
    centre.awaitAZoneForEach();
    for (String zone : ZONES) {
      centre.await(zone).hasCalls(/* talking= */ 1, /* queued= */ 0);
    }
    begunAt = System.currentTimeMillis();
    centre.rollBrokers();
    for (String zone : ZONES) {
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
    endedAt = System.currentTimeMillis();
    centre.comeToRest(jobs);
    judged = centre.judged();
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("no zone changes hands while brokers are rolled")
  void noZoneChangesHands() {
    for (String zone : ZONES) {
      assertThat(judged.run().journal().of(zone))
          .filteredOn(entry -> entry.at() >= begunAt)
          .extracting(JournalEntry::epoch)
          .containsOnly(epochBefore(zone));
    }
  }

  @Test
  @DisplayName("nobody is told anything, and no command is refused as in an outage")
  void nobodyNotices() {
    for (String notice : List.of("POMNotAvailable", "POMAvailable")) {
      assertThat(judged.run().desktops().heard(notice)).noneMatch(frame -> frame.at() >= begunAt);
    }
    assertThat(judged.run().desktops().exchanges())
        .filteredOn(exchange -> exchange.sentAt() >= begunAt && exchange.sentAt() < endedAt)
        .isNotEmpty()
        .extracting(Exchange::reason)
        .doesNotContain("ZONE_NOT_AVAILABLE");
  }

  @Test
  @DisplayName("every invariant holds, and every event has reached the recorder")
  void nothingIsLost() {
    // That the recorder has them all, the centre has waited for to come to rest.
    assertThat(judged.verdict().invariants()).allMatch(Judgement::pass);
  }

  private static long epochBefore(String zone) {
    return judged.run().journal().of(zone).stream()
        .filter(entry -> entry.at() < begunAt)
        .mapToLong(JournalEntry::epoch)
        .max()
        .orElseThrow();
  }
}
