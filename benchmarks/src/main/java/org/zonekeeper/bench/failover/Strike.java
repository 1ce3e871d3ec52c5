package org.zonekeeper.bench.failover;

import java.io.IOException;
import java.util.List;
import org.zonekeeper.stage.AgentManagers;

/** How an Agent Manager is lost. Any thread. */
public enum Strike {
  /** SIGKILL: the kernel closes its sockets. */
  KILL {
    @Override
    long strike(AgentManagers agentManagers, String victim) throws InterruptedException {
      return agentManagers.kill(victim);
    }

    @Override
    void mend(AgentManagers agentManagers, String victim) throws IOException, InterruptedException {
      agentManagers.start(List.of(victim));
    }
  },
  /** SIGSTOP for longer than every time-out: its sockets stay open, and nothing comes. */
  FREEZE {
    @Override
    long strike(AgentManagers agentManagers, String victim)
        throws IOException, InterruptedException {
      long at = System.currentTimeMillis();
      agentManagers.freeze(victim);
      return at;
    }

    @Override
    void mend(AgentManagers agentManagers, String victim) throws IOException, InterruptedException {
      agentManagers.thaw(victim);
    }
  };

  /**
   * Strikes.
   *
   * @return when, epoch milliseconds: never later than the loss itself
   */
  abstract long strike(AgentManagers agentManagers, String victim)
      throws IOException, InterruptedException;

  /** Brings the victim back; with {@link #KILL}, returns when it is a member of the group again. */
  abstract void mend(AgentManagers agentManagers, String victim)
      throws IOException, InterruptedException;
}
