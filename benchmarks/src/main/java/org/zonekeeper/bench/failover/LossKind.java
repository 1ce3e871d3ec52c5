package org.zonekeeper.bench.failover;

import java.io.IOException;
import java.util.List;
import org.zonekeeper.harness.rig.Rig;

/** How an Agent Manager is lost. Any thread. */
public enum LossKind {
  /** SIGKILL: the kernel closes its sockets. */
  KILL {
    @Override
    long strike(Rig rig, String victim) throws InterruptedException {
      return rig.stage().agentManagers().kill(victim);
    }

    @Override
    void mend(Rig rig, String victim) throws IOException, InterruptedException {
      rig.stage().agentManagers().start(List.of(victim));
    }
  },
  /** SIGSTOP for longer than every time-out: its sockets stay open, and nothing comes. */
  FREEZE {
    @Override
    long strike(Rig rig, String victim) throws IOException, InterruptedException {
      long at = System.currentTimeMillis();
      rig.stage().agentManagers().freeze(victim);
      return at;
    }

    @Override
    void mend(Rig rig, String victim) throws IOException, InterruptedException {
      rig.stage().agentManagers().thaw(victim);
    }
  },
  /** Its network to broker and peers holds everything back, and closes nothing. */
  CUT {
    @Override
    long strike(Rig rig, String victim) {
      long at = System.currentTimeMillis();
      rig.network().cutOff(victim);
      return at;
    }

    @Override
    void mend(Rig rig, String victim) {
      rig.network().mend();
    }
  };

  /**
   * Strikes.
   *
   * @return when, epoch milliseconds: never later than the loss itself
   */
  abstract long strike(Rig rig, String victim) throws IOException, InterruptedException;

  /** Brings the victim back; with {@link #KILL}, returns when it is a member of the group again. */
  abstract void mend(Rig rig, String victim) throws IOException, InterruptedException;
}
