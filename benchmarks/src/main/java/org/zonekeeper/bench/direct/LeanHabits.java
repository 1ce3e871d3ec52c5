package org.zonekeeper.bench.direct;

import java.time.Duration;
import org.zonekeeper.simulators.robots.AgentHabits;

/**
 * The habits of a lean load's agents: no thinking time, no holds, no breaks and no callbacks, every
 * fourth conversation ended by the agent, half-way through the mean talk. Immutable.
 */
record LeanHabits(DirectLoadPlan plan) implements AgentHabits {
  private static final int HANGS_UP_EVERY = 4;

  @Override
  public Duration ready() {
    return Duration.ZERO;
  }

  @Override
  public Duration relogin() {
    return Duration.ZERO;
  }

  @Override
  public CallHabit forCall(String agent, long number) {
    // Not all agents with the same call of theirs.
    int choice = agent.hashCode() + Long.hashCode(number);
    boolean hangsUp = Math.floorMod(choice, HANGS_UP_EVERY) == 0;
    return new CallHabit(
        hangsUp ? plan.talkMillis() / 2 : NEVER,
        NEVER,
        NEVER,
        plan.wrapUpMillis(),
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        choice);
  }
}
