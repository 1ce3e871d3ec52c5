package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;

/**
 * X7 and F21 with real processes: of two gateways one is killed, its desktops go on at the other
 * one; then that one is killed as well, for good, and its agents are let go after the grace.
 */
class GatewayDeathIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(GatewayDeathIT.class);

  private static final String ZONE = "east";

  private static final List<Event> SEEN = new CopyOnWriteArrayList<>();

  private static ContactCentre centre;
  private static List<String> agents;
  private static Judged judged;
  private static long firstKill;
  private static long secondKill;

  @BeforeAll
  static void killOneGatewayAndThenTheOther() throws Exception {
    centre =
        ContactCentre.with(1)
            .agentManagers()
            .zones(ZONE)
            .agentsPerZone(4)
            .gatewayProcesses("gateway-a", "gateway-b")
            .gatewaySetting("resume.grace.ms", "5000")
            .openIn(LOGS.directory());
    centre.stage().zones().listen(SEEN::add);
    agents = centre.agentsOf(ZONE);
    centre.startJob(ZONE, "loans", "{'campaign':'loans','completionCodes':['Sale']}");
    ContactCentre.answerOf(centre.nextConversationIn(ZONE));

    firstKill = System.currentTimeMillis();
    centre.stage().gateways().kill("gateway-a");
    await("the desktops of gateway-a to be at gateway-b", () -> resumed().size() == 2);
    ContactCentre.answerOf(centre.nextConversationIn(ZONE));

    secondKill = System.currentTimeMillis();
    centre.stage().gateways().kill("gateway-b");
    await("every agent to be let go", () -> loggedOff().size() == agents.size());
    judged = centre.judged();
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("X7: desktops of a killed gateway resume at another one; no log-on, no lost call")
  void x7_desktops_resume_at_another_gateway() {
    judged.hasRow("X7");
    assertThat(between(firstKill, secondKill))
        .noneMatch(entry -> entry.event() instanceof AgentLoggedOn)
        .noneMatch(entry -> entry.event() instanceof AgentLoggedOff)
        .noneMatch(
            entry ->
                entry.event() instanceof CallCompleted end
                    && end.getCompletionCode().equals("DESKTOP_ERROR"));
  }

  @Test
  @DisplayName("X7: what resumes a session stands in no topic and no transcript")
  void x7_no_secret_is_on_record() {
    assertThat(resumed())
        .allSatisfy(event -> assertThat(event.getGateway()).startsWith("gateway-b."));
    // Supervisors resume nothing, so they are told no secret.
    assertThat(judged.run().desktops().heard("AgentSDKConnected"))
        .filteredOn(frame -> agents.contains(frame.who()))
        .isNotEmpty()
        .allSatisfy(frame -> assertThat(frame.text("secret")).isEqualTo("…"));
  }

  @Test
  @DisplayName("F21: agents of a gateway that is gone for good are logged off once, by the zone")
  void f21_nobody_is_ready_for_ever() {
    judged.hasRow("F21");
    assertThat(loggedOff())
        .hasSize(agents.size())
        .allSatisfy(
            off -> {
              assertThat(off.getGrounds()).isEqualTo(LogOffGrounds.DESKTOP_LOST);
              assertThat(off.getHeader().getCause().getType()).isEqualTo("GatewayTimeout");
              assertThat(off.getHeader().getAt() - secondKill).isBetween(5_000L, 60_000L);
            });
    long lastOff =
        loggedOff().stream().mapToLong(off -> off.getHeader().getSequence()).max().orElseThrow();
    assertThat(judged.run().journal().of(ZONE))
        .filteredOn(entry -> entry.sequence() > lastOff)
        .noneMatch(entry -> entry.event() instanceof CallAssigned);
  }

  private static List<JournalEntry> between(long from, long until) {
    return judged.run().journal().of(ZONE).stream()
        .filter(entry -> entry.at() >= from && entry.at() < until)
        .toList();
  }

  private static <T extends Event> List<T> seen(Class<T> type) {
    return SEEN.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<DesktopResumed> resumed() {
    return seen(DesktopResumed.class);
  }

  private static List<AgentLoggedOff> loggedOff() {
    return seen(AgentLoggedOff.class);
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(ContactCentre.PATIENCE).until(condition);
  }
}
