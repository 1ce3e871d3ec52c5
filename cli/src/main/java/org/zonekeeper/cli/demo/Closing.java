package org.zonekeeper.cli.demo;

import java.io.IOException;
import java.time.Duration;
import org.zonekeeper.cli.demo.Script.Owned;
import org.zonekeeper.cluster.ChildProcess;
import org.zonekeeper.cluster.Signal;

/** The last acts: the victim comes back, an owner freezes and thaws, an owner stops in order. */
final class Closing {
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Script script;

  Closing(Script script) {
    this.script = script;
  }

  /** The killed one is started anew and may be given zones again, by a handover. */
  void restart(String agentManager) throws InterruptedException {
    script.timeline().act("%s is started again".formatted(agentManager));
    script.stage().agentManagers().start(agentManager);
    script.stage().agentManagers().awaitReady(agentManager, 2);
    script.stage().incidents().log("started", line -> line.put("agentManager", agentManager));
    script.timeline().tell(agentManager, "ready");
    script.awaitSettledOwners();
  }

  /** X6: frozen until others have its zones and work, then thawed. */
  void freezeAndThaw(Owned frozen) throws InterruptedException, IOException {
    script
        .timeline()
        .act("%s, owner of %s, freezes".formatted(frozen.agentManager(), frozen.zones()));
    ChildProcess process = script.stage().agentManagers().process(frozen.agentManager());
    long at = System.currentTimeMillis();
    process.signal(Signal.STOP);
    long certainAt = System.currentTimeMillis();
    script
        .stage()
        .incidents()
        .log(
            at,
            "frozen",
            line -> line.put("agentManager", frozen.agentManager()).put("certainAt", certainAt));
    script.timeline().tell(at, frozen.agentManager(), "FROZEN with SIGSTOP");
    script.await(
        "others to take over " + frozen.zones(),
        () ->
            frozen.zones().stream()
                .allMatch(
                    zone ->
                        script.zones().available(zone)
                            && script
                                .stage()
                                .journal()
                                .owner(zone)
                                .filter(owner -> !owner.equals(frozen.agentManager()))
                                .isPresent()));
    script.await("the desktops to hear of it", () -> script.desktopsAvailable(frozen.zones()));
    script.steadyCalling(frozen.zones(), 5);
    process.signal(Signal.CONT);
    script
        .stage()
        .incidents()
        .log("thawed", line -> line.put("agentManager", frozen.agentManager()));
    script.timeline().tell(frozen.agentManager(), "THAWED; its zones have other owners now");
    script.steadyCalling(frozen.zones(), 5);
    script.awaitSettledOwners();
  }

  /** X1: SIGTERM; the zones move while everybody works on. */
  void stopInOrder(Owned leaving) throws InterruptedException {
    script
        .timeline()
        .act("%s, owner of %s, stops in order".formatted(leaving.agentManager(), leaving.zones()));
    script
        .stage()
        .incidents()
        .log("stopping", line -> line.put("agentManager", leaving.agentManager()));
    int exitCode = script.stage().agentManagers().process(leaving.agentManager()).stop(STOP);
    script
        .stage()
        .incidents()
        .log("stopped", line -> line.put("agentManager", leaving.agentManager()));
    script.timeline().tell(leaving.agentManager(), "stopped, exit code " + exitCode);
    script.await(
        "others to have " + leaving.zones(),
        () -> script.stage().journal().ownedBy(leaving.agentManager()).isEmpty());
    script.steadyCalling(leaving.zones(), 6);
    script.awaitSettledOwners();
  }
}
