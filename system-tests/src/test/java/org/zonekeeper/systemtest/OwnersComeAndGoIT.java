package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.run.CallHistory;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.IndexedJournal;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Everything but a crash: SIGSTOP for a moment (F20), SIGTERM and a new start (X1), SIGSTOP for
 * good and SIGCONT after another has taken over (X6), and a call of which nothing more is heard
 * (F24). The peer watch is on, so death is found as in production.
 */
class OwnersComeAndGoIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(OwnersComeAndGoIT.class);

  private static ContactCentre centre;
  private static OwnersComeAndGo run;

  @BeforeAll
  static void disturbTheOwners() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "west")
            .agentsPerZone(4)
            .agentManagerSetting("peer.silence.ms", "2000")
            .openIn(LOGS.directory());
    run = OwnersComeAndGo.play(centre);
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("F20: an owner that is cut off for a moment carries on, and nobody is told")
  void f20_a_short_cut_off_is_not_noticed() {
    run.judged.hasRow("F20");
    // Which epoch it is depends on who was ready first when the centre was opened.
    long epoch = lastEpochBefore("west", run.cutOffAt);
    assertThat(epochsBetween("west", run.cutOffAt, run.stoppedAt)).containsOnly(epoch);
    assertNobodyIsToldBefore(run.stoppedAt);
  }

  @Test
  @DisplayName("F24: a call of which nothing more is heard is closed at the longest call time")
  void f24_a_silent_call_is_closed() {
    run.judged.hasRow("F24");
    CallHistory call = journal().call(run.silentCall).orElseThrow();
    JournalEntry end = call.first(CallDisconnected.class).orElseThrow();
    CallAnswered answered = (CallAnswered) call.first(CallAnswered.class).orElseThrow().event();
    assertThat(end.header().getCause().getKind()).isEqualTo(CauseKind.TIMER);
    assertThat(end.at() - answered.getAnsweredAt())
        .isGreaterThanOrEqualTo(OwnersComeAndGo.MAX_CALL_TIME_MS);
  }

  @Test
  @DisplayName("X1: a planned handover: nobody is told, nothing refused, no call marked")
  void x1_a_planned_handover_is_not_noticed() {
    run.judged.hasRow("X1");
    assertThat(run.exitCode).isZero();
    assertThat(run.zonesHandedOver).isNotEmpty();
    long frozenAt = frozenAt();
    for (String zone : run.zonesHandedOver) {
      assertThat(journal().of(zone, ZoneHandedOver.class))
          .anyMatch(handed -> handed.getPreviousOwner().getAgentManager().equals(run.stopped));
      assertThat(journal().of(zone, CallMarkedNuisance.class))
          .noneMatch(
              mark ->
                  mark.getCause() == NuisanceCause.FAILOVER && mark.getHeader().getAt() < frozenAt);
    }
    assertNobodyIsToldBefore(frozenAt);
    // What was asked just before the freeze, the next owner refuses after it.
    assertThat(run.judged.run().desktops().exchanges())
        .filteredOn(exchange -> exchange.answer().filter(it -> it.at() < frozenAt).isPresent())
        .isNotEmpty()
        .extracting(Exchange::reason)
        .doesNotContain("ZONE_NOT_AVAILABLE");
  }

  @Test
  @DisplayName("X6: a frozen owner that comes back adds nothing to the journal")
  void x6_a_frozen_owner_adds_nothing() {
    run.judged.hasRow("X6");
    assertThat(centre.stage().agentManagers().process(run.frozen).isAlive()).isTrue();
    for (String zone : run.zonesTakenOver) {
      ZoneTakenOver taken =
          journal().of(zone, ZoneTakenOver.class).stream()
              .filter(event -> event.getPreviousOwner().getAgentManager().equals(run.frozen))
              .findFirst()
              .orElseThrow();
      long epoch = taken.getHeader().getEpoch();
      assertThat(journal().of(zone))
          .filteredOn(entry -> entry.sequence() > taken.getHeader().getSequence())
          .isNotEmpty()
          .allMatch(entry -> entry.epoch() >= epoch);
    }
  }

  @Test
  @DisplayName("F1, again: a frozen owner's zones are taken over as a dead one's are")
  void f1_a_frozen_owner_counts_as_dead() {
    run.judged.hasRow("F1");
    run.judged.hasRow("F2");
    run.judged.hasRow("F10");
  }

  private static IndexedJournal journal() {
    return run.judged.run().journal();
  }

  private static long frozenAt() {
    return run.judged.run().incidents().of("frozen").getFirst().at();
  }

  private static void assertNobodyIsToldBefore(long time) {
    assertThat(run.judged.run().desktops().heard("POMNotAvailable"))
        .noneMatch(frame -> frame.at() < time);
    assertThat(run.judged.run().desktops().heard("POMAvailable"))
        .noneMatch(frame -> frame.at() < time);
  }

  private static long lastEpochBefore(String zone, long time) {
    return journal().of(zone).stream()
        .filter(entry -> entry.at() < time)
        .mapToLong(JournalEntry::epoch)
        .max()
        .orElseThrow();
  }

  private static Iterable<Long> epochsBetween(String zone, long from, long until) {
    return journal().of(zone).stream()
        .filter(entry -> entry.at() >= from && entry.at() < until)
        .map(JournalEntry::epoch)
        .toList();
  }
}
