package org.zonekeeper.cli.demo;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.cluster.ChildProcess;
import org.zonekeeper.cluster.Signal;
import org.zonekeeper.sim.platform.Conversation;

/** The first acts: jobs start, a supervisor works, a call falls silent, an owner is cut off. */
final class Opening {
  /** F20: well below the outage threshold, and below what a peer takes for a death. */
  private static final long CUT_OFF_MS = 350;

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
    String queuing = DemoPlan.queuing(zone);
    String plain = DemoPlan.plain(zone);
    script.given(queuing, supervisor.startJob(zone, queuing, DemoPlan.queuingSettings()));
    script.given(plain, supervisor.startJob(zone, plain, DemoPlan.plainSettings()));
    script.timeline().tell(zone, "jobs %s (queuing) and %s started".formatted(queuing, plain));
  }

  void supervisorWorks(String zone) throws InterruptedException {
    script.timeline().act("A supervisor changes a job and moves an agent");
    new SupervisorWork(script).change(zone, 9);
    new SupervisorWork(script).move(zone, Set.of());
  }

  /** F24: a call of which nothing more will be heard, in a zone that keeps its owner. */
  void silentCall(String zone) throws InterruptedException {
    script.timeline().act("A call falls silent: its Disconnect will never come");
    script.await("somebody to talk in " + zone, () -> script.zones().talking(zone) > 0);
    Optional<Conversation> dropped = script.dropSilently(zone);
    dropped.ifPresent(
        call -> {
          silentCall = call.callId();
          silentZone = zone;
          script
              .stage()
              .incidents()
              .log(
                  "silent-call",
                  line ->
                      line.put("zone", zone)
                          .put("call", call.callId())
                          .put("agent", call.agentId()));
          script
              .timeline()
              .tell(
                  zone, "%s with %s is gone, nobody is told".formatted(silentCall, call.agentId()));
        });
  }

  void awaitSilentCallClosed() throws InterruptedException {
    script.await(
        "the silent call to be closed by its limit",
        () -> silentCall.isEmpty() || !script.zones().callUnderWay(silentZone, silentCall));
  }

  /** F20: frozen for a moment, too short for anybody to call it an outage. */
  void cutOff(String agentManager) throws InterruptedException, java.io.IOException {
    script.timeline().act("%s is cut off for a moment".formatted(agentManager));
    ChildProcess process = script.stage().agentManagers().process(agentManager);
    List<String> zones = script.stage().journal().ownedBy(agentManager);
    process.signal(Signal.STOP);
    long from = System.currentTimeMillis();
    // The length of the cut-off is the point, nothing is waited for.
    boolean never = new CountDownLatch(1).await(CUT_OFF_MS, TimeUnit.MILLISECONDS);
    long until = System.currentTimeMillis();
    process.signal(Signal.CONT);
    script
        .stage()
        .incidents()
        .log(
            from,
            "cut-off",
            line ->
                line.put("agentManager", agentManager).put("until", until).put("ended", !never));
    script
        .timeline()
        .tell(from, agentManager, "frozen for %d ms, owns %s".formatted(until - from, zones));
    script.steadyCalling(zones, 3);
  }
}
