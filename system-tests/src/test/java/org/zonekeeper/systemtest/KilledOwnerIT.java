package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.check.run.CallHistory;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.IndexedJournal;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * {@code kill -9} of an owner: the seed's sequence, row by row. One failover shows them all; each
 * row is judged by the checker, and once more directly by what desktops, platform, recorder and
 * journal have. Death is found by Kafka's own session time-out here, so that the outage lasts long
 * enough for everything that can happen in one.
 */
class KilledOwnerIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(KilledOwnerIT.class);

  /** A dial authorisation lives half a second. */
  private static final long LEASE_MS = 500;

  private static ContactCentre centre;
  private static KilledOwner run;

  @BeforeAll
  static void killAnOwner() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "north", "south", "west")
            .agentsPerZone(5)
            .agentManagerSetting("peer.watch", "off")
            .openIn(LOGS.directory());
    run = KilledOwner.play(centre);
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("F1: another Agent Manager takes over all its zones, and no other zone")
  void f1_another_agent_manager_takes_over() {
    run.judged.hasRow("F1");
    for (String zone : run.zonesOfTheVictim) {
      assertThat(journal().of(zone, ZoneTakenOver.class))
          .singleElement()
          .satisfies(
              taken -> {
                assertThat(taken.getPreviousOwner().getAgentManager()).isEqualTo(run.victim);
                assertThat(taken.getOwner().getAgentManager()).isEqualTo(run.survivor);
              });
    }
    for (String zone : run.otherZones) {
      assertThat(journal().of(zone, ZoneTakenOver.class)).isEmpty();
    }
  }

  @Test
  @DisplayName("F2: every agent of its zones hears POMNotAvailable, no other agent does")
  void f2_agents_are_told() {
    run.judged.hasRow("F2");
    assertEachHeardOnce("POMNotAvailable");
  }

  @Test
  @DisplayName("F3: conversations go on; every command is refused at once and on record")
  void f3_commands_are_refused() {
    run.judged.hasRow("F3");
    assertThat(run.answersDuringTheOutage)
        .hasSize(5)
        .allSatisfy((agent, answer) -> assertThat(answer.reason()).isEqualTo("ZONE_NOT_AVAILABLE"));
    assertThat(talkedOnThrough(outage())).isNotEmpty();
  }

  @Test
  @DisplayName("F4: nobody is dialled in the zones during the outage")
  void f4_no_new_dialling() {
    run.judged.hasRow("F4");
    Outage outage = outage();
    assertThat(run.judged.attemptsIn("east").filter(at -> at < outage.beganAt())).isNotEmpty();
    assertThat(
            run.judged
                .attemptsIn("east")
                .filter(at -> at > outage.certainAt() + LEASE_MS && at < outage.availableAt()))
        .isEmpty();
  }

  @Test
  @DisplayName("F5: calls answered by live voice without an agent are marked nuisance")
  void f5_waiting_calls_are_marked() {
    run.judged.hasRow("F5");
    assertThat(journal().of("east", CallMarkedNuisance.class))
        .filteredOn(mark -> mark.getCause() == NuisanceCause.FAILOVER)
        .isNotEmpty()
        .allSatisfy(
            mark ->
                assertThat(call(mark.getCallId()).completed())
                    .map(CallCompleted::getNuisance)
                    .contains(NuisanceCause.FAILOVER));
  }

  @Test
  @DisplayName("F6: calls that waited in the queue are never given to an agent afterwards")
  void f6_the_queue_is_dropped() {
    run.judged.hasRow("F6");
    long takeover = outage().takeoverSequence();
    List<CallHistory> waited =
        run.waitingAtTheKill.stream()
            .map(KilledOwnerIT::call)
            .filter(call -> !call.hasBefore(CallAssigned.class, takeover))
            .toList();
    assertThat(waited)
        .isNotEmpty()
        .allSatisfy(
            call -> {
              assertThat(call.every(CallAssigned.class)).isEmpty();
              assertThat(call.completed())
                  .map(CallCompleted::getNuisance)
                  .contains(NuisanceCause.FAILOVER);
            });
  }

  @Test
  @DisplayName("F7: a job's run-time change is refused and not saved")
  void f7_a_job_s_change_is_refused() {
    run.judged.hasRow("F7");
    assertThat(run.jobChangeDuringTheOutage.reason()).isEqualTo("ZONE_NOT_AVAILABLE");
    assertThat(run.jobChangeDuringTheOutage.text()).isNotBlank();
    assertThat(prioritiesSaved()).doesNotContain(9);
  }

  @Test
  @DisplayName("F8: an agent's move is refused and has no effect")
  void f8_an_agent_s_move_is_refused() {
    run.judged.hasRow("F8");
    assertThat(run.agentMoveDuringTheOutage.reason()).isEqualTo("ZONE_NOT_AVAILABLE");
    assertThat(run.agentMoveDuringTheOutage.text()).isNotBlank();
  }

  @Test
  @DisplayName("F9: the new owner's state is rebuilt before it emits anything")
  void f9_the_state_is_rebuilt_first() {
    run.judged.hasRow("F9");
    for (String zone : run.zonesOfTheVictim) {
      assertThat(journal().of(zone))
          .filteredOn(entry -> entry.epoch() == run.judged.epochAfter(outageOf(zone)))
          .first()
          .satisfies(entry -> assertThat(entry.event()).isInstanceOf(ZoneTakenOver.class));
    }
  }

  @Test
  @DisplayName("F10: every agent of the zones hears POMAvailable")
  void f10_agents_are_told_of_the_end() {
    run.judged.hasRow("F10");
    assertEachHeardOnce("POMAvailable");
  }

  @Test
  @DisplayName("F11: calls that ended meanwhile are told, and their agents go to wrap-up")
  void f11_ends_are_told() {
    run.judged.hasRow("F11");
    Outage outage = outage();
    assertThat(talkedOnThrough(outage))
        .filteredOn(call -> endedWithin(call, outage))
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(run.judged.run().desktops().heard("AGTAutoReleaseLine"))
                    .anyMatch(frame -> frame.text("call").equals(call.id())));
  }

  @Test
  @DisplayName("F12: agents work again without a new log-on")
  void f12_agents_work_again() {
    run.judged.hasRow("F12");
    String agent = run.movedAgent;
    int available = run.judged.heardBy(agent, "POMAvailable").getFirst().order();
    assertThat(run.judged.run().desktops().saidBy(agent))
        .filteredOn(exchange -> exchange.command().order() > available)
        .noneMatch(exchange -> exchange.type().equals("AGTLogon"))
        .anyMatch(Exchange::accepted);
  }

  @Test
  @DisplayName("F13: dialling starts again")
  void f13_dialling_starts_again() {
    run.judged.hasRow("F13");
    for (String zone : run.zonesOfTheVictim) {
      long available = outageOf(zone).availableAt();
      assertThat(run.judged.attemptsIn(zone).filter(at -> at > available)).isNotEmpty();
    }
  }

  @Test
  @DisplayName("F14: a job's change is saved again")
  void f14_a_job_s_change_is_saved() {
    run.judged.hasRow("F14");
    assertThat(run.jobChangeAfterwards.accepted()).isTrue();
    assertThat(prioritiesSaved()).containsExactly(7);
  }

  @Test
  @DisplayName("F15: an agent's move takes effect again")
  void f15_an_agent_s_move_takes_effect() {
    run.judged.hasRow("F15");
    assertThat(run.agentMoveAfterwards.accepted()).isTrue();
    assertThat(journal().of("east", AgentJobStateChanged.class))
        .filteredOn(change -> change.getHeader().getSequence() > outage().availableSequence())
        .anyMatch(change -> change.getAgentId().equals(run.movedAgent));
  }

  @Test
  @DisplayName("F16: the recorder gets the new owner's events, no gap, no duplicate")
  void f16_the_recorder_is_fed() {
    run.judged.hasRow("F16");
    Set<String> seen = new HashSet<>();
    assertThat(run.judged.run().recorder())
        .filteredOn(line -> line.kind().equals("event"))
        .allMatch(line -> seen.add(line.zone() + "/" + line.number("sequence")))
        .anyMatch(
            line ->
                line.zone().equals("east")
                    && line.number("epoch") == run.judged.epochAfter(outage()));
  }

  @Test
  @DisplayName("F17: both notices carry zone, epoch, cause and time")
  void f17_notices_say_what_happened() {
    run.judged.hasRow("F17");
    Frame beginning = run.judged.heardBy(run.movedAgent, "POMNotAvailable").getFirst();
    Frame end = run.judged.heardBy(run.movedAgent, "POMAvailable").getFirst();
    assertThat(beginning.text("zone")).isEqualTo("east");
    assertThat(beginning.text("cause")).isEqualTo("HEARTBEAT_SILENCE");
    assertThat(end.text("cause")).isEqualTo("TAKEOVER");
    assertThat(end.message().path("epoch").asLong()).isEqualTo(run.judged.epochAfter(outage()));
    assertThat(end.message().path("time").asLong()).isGreaterThan(outage().beganAt());
  }

  @Test
  @DisplayName("F18: a desktop that lies about its state is logged off and must log on anew")
  void f18_a_lying_desktop_is_logged_off() {
    run.judged.hasRow("F18");
    AgentLoggedOff loggedOff =
        journal().of("east", AgentLoggedOff.class).stream()
            .filter(event -> event.getAgentId().equals(run.liar))
            .findFirst()
            .orElseThrow();
    assertThat(loggedOff.getGrounds()).isEqualTo(LogOffGrounds.DESKTOP_ERROR);
    assertThat(journal().of("east", AgentLoggedOn.class))
        .filteredOn(event -> event.getAgentId().equals(run.liar))
        .anyMatch(event -> event.getHeader().getSequence() > loggedOff.getHeader().getSequence());
  }

  @Test
  @DisplayName("F19: without the Disconnect nothing works until a forced log-on")
  void f19_a_lost_disconnect_needs_a_forced_log_on() {
    run.judged.hasRow("F19");
    assertThat(run.ofTheAgentWithoutDisconnect.reason()).isEqualTo("RELOGIN_REQUIRED");
    assertThat(call(run.withoutDisconnect.callId()).completed())
        .map(CallCompleted::getCompletionCode)
        .contains("DESKTOP_ERROR");
  }

  @Test
  @DisplayName("no invariant is broken on the way")
  void invariants_hold() {
    assertThat(run.judged.verdict().invariants())
        .allSatisfy(one -> assertThat(one.pass()).as(one.evidence()).isTrue());
  }

  private static void assertEachHeardOnce(String notice) {
    for (String agent : centre.agentsOf(run.zonesOfTheVictim)) {
      assertThat(run.judged.heardBy(agent, notice)).as(notice + " at " + agent).hasSize(1);
    }
    for (String agent : centre.agentsOf(run.otherZones)) {
      assertThat(run.judged.heardBy(agent, notice)).as(notice + " at " + agent).isEmpty();
    }
  }

  private static IndexedJournal journal() {
    return run.judged.run().journal();
  }

  private static CallHistory call(String id) {
    return journal().call(id).orElseThrow();
  }

  private static Outage outage() {
    return run.judged.outageOf("east");
  }

  private static Outage outageOf(String zone) {
    return run.judged.outageOf(zone);
  }

  private static List<CallHistory> talkedOnThrough(Outage outage) {
    return journal().callsOf(outage.zone()).stream()
        .filter(call -> call.connectedBefore(outage.takeoverSequence()))
        .filter(call -> !call.hasBefore(CallDisconnected.class, outage.takeoverSequence()))
        .filter(call -> !call.hasBefore(CallCompleted.class, outage.takeoverSequence()))
        .filter(call -> call.first(CallDisconnected.class).isPresent())
        .toList();
  }

  private static boolean endedWithin(CallHistory call, Outage outage) {
    CallDisconnected end =
        (CallDisconnected) call.first(CallDisconnected.class).orElseThrow().event();
    return outage.covers(end.getDisconnectedAt());
  }

  private static List<Integer> prioritiesSaved() {
    return journal().of("east", JobChanged.class).stream()
        .map(change -> change.getSettings().getPriority())
        .toList();
  }
}
