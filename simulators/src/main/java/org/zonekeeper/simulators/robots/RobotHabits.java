package org.zonekeeper.simulators.robots;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What robots are like. Immutable.
 *
 * @param seed same seed: each robot treats its n-th call in the same way
 */
public record RobotHabits(long seed, RobotPace pace, RobotChances chances) implements AgentHabits {
  @Override
  public Duration ready() {
    return pace.ready();
  }

  @Override
  public Duration relogin() {
    return pace.relogin();
  }

  @Override
  public CallHabit forCall(String agent, long number) {
    SplittableRandom chance =
        new SplittableRandom((seed * 31 + agent.hashCode()) * 0x9E3779B97F4A7C15L + number);
    boolean releases = chance.nextDouble() < chances.release();
    boolean holds = chance.nextDouble() < chances.hold();
    boolean extendsIt = chance.nextDouble() < chances.extend();
    boolean runsOut = chance.nextDouble() < chances.runOut();
    boolean pauses = chance.nextDouble() < chances.pause();
    long wrapUp = around(pace.wrapUpMean(), chance);
    long held = 300 + chance.nextLong(700);
    boolean takesCard = chance.nextDouble() < chances.card();
    boolean consults = chance.nextDouble() < chances.consult();
    return new CallHabit(
        releases ? 1000 + chance.nextLong(4000) : NEVER,
        holds ? 300 + chance.nextLong(700) : NEVER,
        held,
        runsOut ? NEVER : wrapUp,
        extendsIt ? wrapUp / 2 : NEVER,
        pauses ? around(pace.pauseMean(), chance) : NEVER,
        takesCard ? 200 + chance.nextLong(600) : NEVER,
        consults ? 200 + chance.nextLong(600) : NEVER,
        chance.nextInt());
  }

  private static long around(Duration mean, SplittableRandom chance) {
    return Math.round(mean.toMillis() * (0.5 + chance.nextDouble()));
  }
}
