package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.cli.Zonekeeper;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.harness.ProgramBuild;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.simulators.robots.GatewayAnswer;

/**
 * X9: release 0.1.0 and this version in one group, under load. Forwarders of both share the zones
 * throughout; Agent Managers and gateways are rolled forward, back and forward again, and owners of
 * either version die with a standby of the other. Then the feature level is raised. Run by the
 * Maven profile {@code releases}, because the release is built first.
 */
@Tag("releases")
class VersionsSideBySideIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(VersionsSideBySideIT.class);

  private static final List<String> ZONES = List.of("east", "west");
  private static final String JOB = "steady";
  private static final String PREVIEW =
      "{'campaign':'loans','pacing':'PREVIEW','completionCodes':['Sale']}";

  private static final List<Roll> ROLLS = new ArrayList<>();
  private static final Map<String, String> SAID = new TreeMap<>();

  private static ContactCentre centre;
  private static ProgramBuild earlier;
  private static Judged judged;

  /** A time in which nobody may notice anything. */
  private record Roll(String what, long from, long until) {
    boolean covers(long at) {
      return at >= from && at <= until;
    }
  }

  @BeforeAll
  static void rollForwardAndBack() throws Exception {
    earlier = EarlierRelease.FIRST.program();
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "west")
            .agentsPerZone(4)
            .gatewayProcesses("gateway-a", "gateway-b")
            .startedFrom(earlier)
            .agentManagerSetting("peer.silence.ms", "2000")
            .openIn(LOGS.directory());
    Map<String, List<String>> jobs = new HashMap<>();
    for (String zone : ZONES) {
      centre.startJob(zone, JOB, "{'campaign':'loans','completionCodes':['Sale']}");
      jobs.put(zone, List.of(JOB));
    }
    try (ChildProcess forwarder = forwarder()) {
      forwarder.awaitReady(
          "its ready line",
          ContactCentre.PATIENCE,
          () ->
              forwarder.lastLogLines(Integer.MAX_VALUE).stream()
                  .anyMatch(line -> line.startsWith("ready acr-forwarder")));
      ProgramBuild own = ProgramBuild.own();
      roll("gateways forward", () -> restartGateways(own));
      roll("am-1 forward", () -> restartAgentManager("am-1", own));
      SAID.put("preview at level 1", startOfPreview());
      SAID.put("raise beside 0.1.0", raise());
      kill("am-2", own);

      roll("am-2 back", () -> restartAgentManager("am-2", earlier));
      kill("am-1", earlier);
      roll("gateways back", () -> restartGateways(earlier));

      roll("gateways forward again", () -> restartGateways(own));
      roll("am-1 forward again", () -> restartAgentManager("am-1", own));
      roll("am-2 forward again", () -> restartAgentManager("am-2", own));
    }
    SAID.put("audit of 0.1.0", auditOfEarlier());
    SAID.put("levels before", levels());
    SAID.put("raise", raise());
    SAID.put("levels after", levels());
    SAID.put("preview at level 2", startOfPreview());
    jobs.put("east", List.of(JOB, "looked-at"));
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
  @DisplayName("X9: rolled forward and back under load, and nobody is told of anything")
  void x9_nobodyNotices() {
    assertThat(ROLLS).hasSize(7);
    assertThat(judged.run().desktops().heard("POMNotAvailable"))
        .noneMatch(frame -> ROLLS.stream().anyMatch(roll -> roll.covers(frame.at())));
    assertThat(judged.run().desktops().exchanges())
        .filteredOn(exchange -> ROLLS.stream().anyMatch(roll -> roll.covers(exchange.sentAt())))
        .isNotEmpty()
        .noneMatch(exchange -> exchange.reason().equals("ZONE_NOT_AVAILABLE"));
  }

  @Test
  @DisplayName("X9: a standby of one version takes over from a killed owner of the other")
  void x9_takeoversInBothDirections() {
    assertThat(
            ZONES.stream()
                .flatMap(zone -> judged.run().journal().of(zone, ZoneTakenOver.class).stream()))
        .extracting(taken -> taken.getOwner().getAgentManager())
        .contains("am-1", "am-2");
  }

  @Test
  @DisplayName("X9: every row and invariant holds in the journal that both versions wrote")
  void x9_theJournalHolds() {
    assertThat(
            Stream.concat(judged.verdict().rows().stream(), judged.verdict().invariants().stream()))
        .flatExtracting(Judgement::findings)
        // What this run does not play is told as well.
        .filteredOn(finding -> !finding.text().startsWith("not exercised"))
        // A gateway of 0.1.0 knows no such command, and says so each time it is sent again.
        .filteredOn(finding -> !finding.text().startsWith("AGTAddToDNC"))
        .isEmpty();
  }

  @Test
  @DisplayName(
      "F9, X9: audit verify proves the journal; that of 0.1.0 did so as well, up to the raise")
  void x9_theJournalIsProven() throws Exception {
    assertThat(SAID.get("audit of 0.1.0")).contains("\"outcome\" : \"PROVEN\"");
    assertThat(AuditRun.verify(centre, 0).path("outcome").asText()).isEqualTo("PROVEN");
  }

  @Test
  @DisplayName("X9: what came with this version waits until the level is raised, by every zone")
  void x9_whatIsNewWaitsForTheLevel() {
    assertThat(SAID.get("preview at level 1")).contains("feature level 2");
    assertThat(SAID.get("raise beside 0.1.0")).contains("knows feature level 1 at most");
    assertThat(SAID.get("levels before"))
        .contains("east: feature level 1", "west: feature level 1");
    assertThat(SAID.get("levels after")).contains("east: feature level 2", "west: feature level 2");
    assertThat(SAID.get("preview at level 2")).isEqualTo("accepted");
  }

  // ---- what is done -----------------------------------------------------------------------------

  private interface Step {
    void run() throws Exception;
  }

  private static void roll(String what, Step step) throws Exception {
    long from = System.currentTimeMillis();
    step.run();
    for (String zone : ZONES) {
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
    ROLLS.add(new Roll(what, from, System.currentTimeMillis()));
  }

  private static void restartGateways(ProgramBuild build) throws Exception {
    for (String id : List.of("gateway-a", "gateway-b")) {
      // Release 0.1.0 says that it ended by the signal.
      assertThat(centre.stage().gateways().stop(id)).as("exit code of " + id).isIn(0, 143);
      for (String zone : ZONES) {
        centre.await(zone).hasItsAgentsLoggedOn();
      }
      centre.stage().builds().change(id, build);
      centre.stage().gateways().start(id);
    }
  }

  private static void restartAgentManager(String id, ProgramBuild build) throws Exception {
    List<String> zones = centre.zonesOf(id);
    assertThat(centre.stop(id)).as("exit code of " + id).isZero();
    startElsewhere(id, zones, build);
  }

  private static void kill(String id, ProgramBuild next) throws Exception {
    List<String> zones = centre.zonesOf(id);
    assertThat(zones).as("zones of " + id).isNotEmpty();
    centre.kill(id);
    startElsewhere(id, zones, next);
  }

  /** When its zones work with the other one, it comes back and gets one. */
  private static void startElsewhere(String id, List<String> zones, ProgramBuild build)
      throws Exception {
    for (String zone : zones) {
      centre.await(zone).isOwnedBySomebodyElseThan(id);
      centre.await(zone).isAvailableAtItsDesktops();
      ContactCentre.answerOf(centre.nextConversationIn(zone));
    }
    centre.stage().builds().change(id, build);
    centre.startAgain(id);
    centre.awaitAZoneForEach();
  }

  private static String startOfPreview() throws Exception {
    GatewayAnswer answer = centre.triesToStartJob("east", "looked-at", PREVIEW);
    return answer.accepted() ? "accepted" : answer.text();
  }

  private static String levels() {
    return zonekeeper("levels").endedWith(0).out();
  }

  private static String raise() {
    return zonekeeper("raise-feature-level", "--grounds", "all are of this version").out();
  }

  private static CommandRun zonekeeper(String... arguments) {
    List<String> all = new ArrayList<>(List.of("zones"));
    all.addAll(List.of(arguments));
    return CommandRun.on(
        centre.cluster(), centre.stage().plan().zones(), all.toArray(String[]::new));
  }

  private static String auditOfEarlier() throws Exception {
    try (ChildProcess audit =
        command(
            "audit",
            CommandRun.line(
                centre.cluster(), centre.stage().plan().zones(), "audit", "verify", "--json"))) {
      audit.onExit().get(ContactCentre.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return String.join("\n", audit.lastLogLines(Integer.MAX_VALUE));
    }
  }

  /** Of release 0.1.0, in one group with the one that the contact centre has. */
  private static ChildProcess forwarder() {
    List<String> arguments = new ArrayList<>(List.of("run", "acr-forwarder"));
    centre
        .stage()
        .forwarderSettings()
        .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return command("forwarder", arguments);
  }

  private static ChildProcess command(String name, List<String> arguments) {
    return ChildProcess.named(name + " of 0.1.0")
        .classPath(earlier.classPath())
        .main(Zonekeeper.class.getName(), arguments.toArray(String[]::new))
        .log(LOGS.directory().resolve("command-" + name + ".log"))
        .start();
  }
}
