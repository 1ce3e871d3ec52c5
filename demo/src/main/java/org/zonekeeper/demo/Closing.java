package org.zonekeeper.demo;

import java.io.IOException;
import java.util.List;
import org.zonekeeper.demo.Script.Owned;

/** The last acts: the victim comes back, an owner freezes and thaws, an owner stops in order. */
final class Closing {
  private final Script script;

  Closing(Script script) {
    this.script = script;
  }

  /** F23: the killed one is started anew, and its zones return to it by a handover. */
  void restart(Owned killed) throws InterruptedException, IOException {
    String agentManager = killed.agentManager();
    script.timeline().act("%s is started again".formatted(agentManager));
    script.stage().agentManagers().start(List.of(agentManager));
    script.timeline().tell(agentManager, "ready");
    script.await(
        killed.zones() + " to return to " + agentManager,
        () -> script.stage().journal().ownedBy(agentManager).containsAll(killed.zones()));
    script.awaitSettledOwners();
  }

  /** X6: frozen until others have its zones and work, then thawed. */
  void freezeAndThaw(Owned frozen) throws InterruptedException, IOException {
    script
        .timeline()
        .act("%s, owner of %s, freezes".formatted(frozen.agentManager(), frozen.zones()));
    script.stage().agentManagers().freeze(frozen.agentManager());
    script.timeline().tell(frozen.agentManager(), "FROZEN with SIGSTOP");
    script.awaitTakenOver(frozen);
    script.steadyCalling(frozen.zones(), 5);
    script.stage().agentManagers().thaw(frozen.agentManager());
    script.timeline().tell(frozen.agentManager(), "THAWED; its zones have other owners now");
    script.steadyCalling(frozen.zones(), 5);
    script.awaitSettledOwners();
  }

  /** X1: SIGTERM; the zones move while everybody works on. */
  void stopInOrder(Owned leaving) throws InterruptedException {
    script
        .timeline()
        .act("%s, owner of %s, stops in order".formatted(leaving.agentManager(), leaving.zones()));
    int exitCode = script.stage().agentManagers().stop(leaving.agentManager());
    script.timeline().tell(leaving.agentManager(), "stopped, exit code " + exitCode);
    script.await(
        "others to have " + leaving.zones(),
        () -> script.stage().journal().ownedBy(leaving.agentManager()).isEmpty());
    script.steadyCalling(leaving.zones(), 6);
    script.awaitSettledOwners();
  }
}
