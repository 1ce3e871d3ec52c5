package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F18 with two outages five seconds apart, the second longer than a status check of the first
 * waits. No desktop could answer meanwhile, so none has failed: it is asked anew, and nobody is
 * logged off. One desktop is without network between the two, so that its check is certainly open
 * when the second outage begins.
 */
class SecondOutageIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(SecondOutageIT.class);

  private static final String ZONE = "east";
  private static final long APART_MS = 5_000;
  private static final long CHECK_TIMEOUT_MS = 15_000;
  private static final List<Event> SEEN = new CopyOnWriteArrayList<>();
  private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

  private static ContactCentre centre;
  private static DesktopCheckRequested open;
  private static boolean openAtTheSecondKill;
  private static ZoneTakenOver second;

  @BeforeAll
  static void killOneOwnerAndFiveSecondsLaterTheNext() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones(ZONE)
            .agentsPerZone(4)
            .agentManagerSetting("desktop.check.timeout.ms", Long.toString(CHECK_TIMEOUT_MS))
            .gatewaySetting("resume.grace.ms", "300000")
            .openIn(LOGS.directory());
    centre.stage().zones().listen(SEEN::add);
    centre.stage().zones().listen(SecondOutageIT::see);
    centre.startJob(ZONE, "loans", "{'campaign':'loans','completionCodes':['Sale']}");
    ContactCentre.answerOf(centre.nextConversationIn(ZONE));

    String unplugged = centre.agentsOf(ZONE).getFirst();
    centre.desktops().unplug(unplugged);
    String first = centre.ownerOf(ZONE);
    long firstKill = System.currentTimeMillis();
    centre.kill(first);
    await("the check of " + unplugged, () -> !checksOf(unplugged).isEmpty());
    open = checksOf(unplugged).getFirst();
    String next = centre.ownerOf(ZONE);
    await("five seconds", () -> System.currentTimeMillis() >= firstKill + APART_MS);
    openAtTheSecondKill = !PASSED.contains(open.getCheckId());
    centre.kill(next);
    centre.desktops().plugIn(unplugged);
    await(
        "the end of the check's time", () -> System.currentTimeMillis() > open.getDeadline() + 500);

    centre.startAgain(first);
    await("the second takeover", () -> seen(ZoneTakenOver.class).size() == 2);
    second = seen(ZoneTakenOver.class).getLast();
    await("a check of everybody, passed", () -> passedSince(second).size() == 4);
    ContactCentre.answerOf(centre.nextConversationIn(ZONE));
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @DisplayName("F18: the second outage outlasts a check that was open")
  void f18_theSecondOutageOutlastsAnOpenCheck() {
    assertThat(openAtTheSecondKill).isTrue();
    assertThat(second.getHeader().getAt()).isGreaterThan(open.getDeadline());
  }

  @Test
  @DisplayName("F18: the check of before is void, everybody is asked anew and nobody logged off")
  void f18_nobodyIsLoggedOff() {
    assertThat(PASSED).doesNotContain(open.getCheckId());
    assertThat(seen(DesktopCheckFailed.class)).isEmpty();
    assertThat(seen(AgentLoggedOff.class)).isEmpty();
    assertThat(seen(CallCompleted.class))
        .noneMatch(call -> call.getCompletionCode().equals("DESKTOP_ERROR"));
    assertThat(centre.agentsOf(ZONE)).allMatch(agent -> centre.desktops().view(agent).loggedOn());
  }

  private static void see(Event event) {
    if (event instanceof DesktopCheckPassed passed) {
      PASSED.add(passed.getCheckId());
    }
  }

  private static List<DesktopCheckRequested> checksOf(String agent) {
    return seen(DesktopCheckRequested.class).stream()
        .filter(check -> check.getAgentId().equals(agent))
        .toList();
  }

  private static Set<String> passedSince(ZoneTakenOver takeover) {
    Set<String> agents = ConcurrentHashMap.newKeySet();
    seen(DesktopCheckPassed.class).stream()
        .filter(passed -> passed.getHeader().getSequence() > takeover.getHeader().getSequence())
        .forEach(passed -> agents.add(passed.getAgentId()));
    return agents;
  }

  private static <T extends Event> List<T> seen(Class<T> type) {
    return SEEN.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(ContactCentre.PATIENCE).until(condition);
  }
}
