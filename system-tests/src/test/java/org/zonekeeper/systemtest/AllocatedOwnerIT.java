package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.ZoneHandedOver;

/**
 * F23 with real processes: each zone has its allocated owner, a third Agent Manager stands by; one
 * is killed, comes back, and gets its zone back by a planned handover.
 */
class AllocatedOwnerIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(AllocatedOwnerIT.class);

  private static ContactCentre centre;
  private static Judged judged;
  private static List<String> ownersAtFirst;
  private static long backAt;

  @BeforeAll
  static void killAnAllocatedOwnerAndLetItReturn() throws Exception {
    centre =
        ContactCentre.with(3)
            .agentManagers()
            .zones("east", "west")
            .agentsPerZone(2)
            .agentManagerSetting("zones.allocation", "east=am-1,west=am-2")
            .agentManagerSetting("peer.silence.ms", "2000")
            .openIn(LOGS.directory());
    centre.startJob("east", "loans", "{'campaign':'loans','completionCodes':['Sale']}");
    awaitOwner("east", "am-1");
    awaitOwner("west", "am-2");
    ownersAtFirst = List.of(centre.ownerOf("east"), centre.ownerOf("west"));

    centre.kill("am-1");
    centre.await("east").isOwnedBySomebodyElseThan("am-1");
    centre.await("east").isAvailable();
    backAt = System.currentTimeMillis();
    centre.startAgain("am-1");
    awaitOwner("east", "am-1");
    ContactCentre.answerOf(centre.nextConversationIn("east"));
    judged = centre.judged();
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("each zone is owned by the one that it is allocated to; the third stands by")
  void allocatedOwnersHaveTheirZones() {
    assertThat(ownersAtFirst).containsExactly("am-1", "am-2");
  }

  @Test
  @DisplayName("F23: the zone returns by a handover that was announced to its allocated owner")
  void f23_the_zone_returns_by_a_planned_handover() {
    judged.hasRow("F23");
    var journal = judged.run().journal();
    assertThat(journal.of("east", HandoverAnnounced.class))
        .extracting(HandoverAnnounced::getToAgentManager)
        .contains("am-1");
    assertThat(journal.of("east", ZoneHandedOver.class))
        .last()
        .satisfies(handed -> assertThat(handed.getOwner().getAgentManager()).isEqualTo("am-1"))
        .satisfies(handed -> assertThat(handed.getGrounds()).contains("announced the handover"));
  }

  @Test
  @DisplayName("X1: nobody notices that the zone returns")
  void nobody_notices_the_return() {
    assertThat(judged.run().desktops().heard("POMNotAvailable"))
        .noneMatch(frame -> frame.at() >= backAt);
    assertThat(judged.run().desktops().exchanges())
        .filteredOn(exchange -> exchange.sentAt() >= backAt)
        .noneMatch(exchange -> exchange.reason().equals("ZONE_NOT_AVAILABLE"));
  }

  private static void awaitOwner(String zone, String agentManager) {
    Awaitility.await(zone + " is owned by " + agentManager)
        .atMost(ContactCentre.PATIENCE)
        .until(() -> centre.ownerOf(zone).equals(agentManager));
  }
}
