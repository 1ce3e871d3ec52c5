package org.zonekeeper.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zonekeeper.simulators.platform.Conversation;

/** The first acts: jobs start, a supervisor works, a call falls silent, an owner is cut off. */
final class Opening {
  /** F20: well below the outage threshold, and below what a peer takes for a death. */
  private static final Duration CUT_OFF = Duration.ofMillis(350);

  private final Script script;
  private String silentCall = "";
  private String silentZone = "";

  Opening(Script script) {
    this.script = script;
  }

  void steadyCalling() throws InterruptedException {
    script.timeline().act("Steady calling");
    script.given("subscribing", script.stage().supervisor().subscribe(Script.allZones()));
    for (String zone : Script.allZones()) {
      startJobs(zone);
    }
    script.awaitSettledOwners();
    script.steadyCalling(Script.allZones(), 6);
  }

  private void startJobs(String zone) throws InterruptedException {
    var supervisor = script.stage().supervisor();
    DemoPlan plan = script.stage().plan();
    String queuing = DemoPlan.queuing(zone);
    String plain = DemoPlan.plain(zone);
    script.given(queuing, supervisor.startJob(zone, queuing, plan.queuingSettings()));
    script.given(plain, supervisor.startJob(zone, plain, plan.plainSettings()));
    String preview = DemoPlan.preview(zone);
    script.given(preview, supervisor.startJob(zone, preview, plan.previewSettings()));
    script
        .timeline()
        .tell(
            zone,
            "jobs %s (queuing), %s and %s (agents dial) started"
                .formatted(queuing, plain, preview));
  }

  void supervisorWorks(String zone) throws InterruptedException {
    script.timeline().act("A supervisor changes a job and moves an agent");
    new SupervisorWork(script).change(zone, 9);
    new SupervisorWork(script).move(zone, Set.of());
  }

  /** F24: a call of which nothing more will be heard, in a zone that keeps its owner. */
  void silentCall(String zone) throws InterruptedException {
    script.timeline().act("A call falls silent: its Disconnect will never come");
    Conversation call = script.dropSilently(zone);
    silentCall = call.callId();
    silentZone = zone;
    script
        .stage()
        .incidents()
        .note("silent-call", Map.of("zone", zone, "call", call.callId(), "agent", call.agentId()));
    script
        .timeline()
        .tell(zone, "%s with %s is gone, nobody is told".formatted(silentCall, call.agentId()));
  }

  void awaitSilentCallClosed() throws InterruptedException {
    script.await(
        "the silent call to be closed by its limit",
        () -> silentCall.isEmpty() || !script.zones().callUnderWay(silentZone, silentCall));
  }

  /** F20: frozen for a moment, too short for anybody to call it an outage. */
  void cutOff(String agentManager) throws InterruptedException, java.io.IOException {
    script.timeline().act("%s is cut off for a moment".formatted(agentManager));
    List<String> zones = script.stage().journal().ownedBy(agentManager);
    script.stage().agentManagers().cutOff(agentManager, CUT_OFF);
    script.timeline().tell(agentManager, "was frozen for a moment, owns %s".formatted(zones));
    script.steadyCalling(zones, 3);
  }
}
