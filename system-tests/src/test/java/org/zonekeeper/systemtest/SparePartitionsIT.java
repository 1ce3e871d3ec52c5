package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CampaignCountsLearned;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * What goes from zone to zone, with three Agent Managers, two zones and six spare partitions: one
 * kill hits one zone, and each zone learns what its campaign came to in the other one.
 */
class SparePartitionsIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(SparePartitionsIT.class);

  private static final List<String> ZONES = List.of("east", "west");
  private static final List<Event> SEEN = new CopyOnWriteArrayList<>();

  private static ContactCentre centre;
  private static Map<String, String> ownersAtFirst;
  private static Map<String, String> ownersAfterTheKill;
  private static Map<String, String> ownersAfterTheReturn;
  private static CampaignCountsLearned learnedInEast;
  private static CampaignCountsLearned learnedInWest;

  @BeforeAll
  static void killAnOwnerAndLetItReturn() throws Exception {
    centre =
        ContactCentre.with(3)
            .agentManagers()
            .zones("east", "west")
            .partitions(8)
            .agentsPerZone(2)
            .openIn(LOGS.directory());
    centre.awaitMembers(3);
    centre.stage().zones().listen(SEEN::add);
    ownersAtFirst = owners();

    var east = centre.stage().zones().next(CampaignCountsLearned.class, of("east"));
    var west = centre.stage().zones().next(CampaignCountsLearned.class, of("west"));
    for (String zone : ZONES) {
      centre.startJob(
          zone,
          "loans-" + zone,
          "{'campaign':'loans','timeZone':'Europe/Vienna','completionCodes':['Sale']}");
    }
    learnedInEast = ContactCentre.answerOf(east);
    learnedInWest = ContactCentre.answerOf(west);

    String victim = centre.ownerOf("east");
    centre.kill(victim);
    centre.await("east").isOwnedBySomebodyElseThan(victim);
    ContactCentre.answerOf(centre.nextConversationIn("east"));
    ownersAfterTheKill = owners();
    centre.startAgain(victim);
    centre.awaitMembers(3);
    for (String zone : ZONES) {
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
    ownersAfterTheReturn = owners();
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("F1: nobody owns both zones, however many partitions are spare")
  void f1_nobodyOwnsBothZones() {
    assertThat(List.of(ownersAtFirst, ownersAfterTheKill, ownersAfterTheReturn))
        .allSatisfy(owners -> assertThat(owners.values()).doesNotHaveDuplicates());
  }

  @Test
  @DisplayName("F1: a kill hits one zone only")
  void f1_aKillHitsOneZone() {
    assertThat(seen(ZoneTakenOver.class))
        .extracting(taken -> taken.getHeader().getZone())
        .containsOnly("east");
  }

  @Test
  @DisplayName("each zone learns by the broker what its campaign came to in the other one")
  void eachZoneLearnsTheOthersCounts() {
    assertLearned(learnedInEast, "west");
    assertLearned(learnedInWest, "east");
  }

  /** It is what the other one's journal had counted by then, and no more. */
  private static void assertLearned(CampaignCountsLearned learned, String from) {
    assertThat(learned.getCampaign()).isEqualTo("loans");
    assertThat(learned.getZones()).isOne();
    long counted =
        seen(CallAnswered.class).stream()
            .filter(answer -> answer.getHeader().getZone().equals(from))
            .filter(answer -> answer.getHeader().getAt() <= learned.getHeader().getAt())
            .count();
    assertThat(learned.getLiveAnswered()).isBetween(1L, counted);
  }

  private static Predicate<CampaignCountsLearned> of(String zone) {
    return learned -> learned.getHeader().getZone().equals(zone);
  }

  private static Map<String, String> owners() {
    Map<String, String> owners = new ConcurrentHashMap<>();
    ZONES.forEach(zone -> owners.put(zone, centre.ownerOf(zone)));
    return owners;
  }

  private static <T extends Event> List<T> seen(Class<T> type) {
    return SEEN.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
