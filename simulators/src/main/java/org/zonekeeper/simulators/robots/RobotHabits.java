package org.zonekeeper.simulators.robots;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What robots are like. Immutable.
 *
 * @param seed same seed: each robot treats its n-th call in the same way
 */
public record RobotHabits(long seed, RobotPace pace, RobotChances chances) {
  private static final long NEVER = -1;

  /**
   * How one call will be treated. Milliseconds; negative: not at all.
   *
   * @param releaseAfter from being connected to ending the call
   * @param holdAfter from being connected to holding it
   * @param holdFor length of the hold
   * @param wrapUpAfter from the start of wrap-up to choosing a code; negative: it runs out
   * @param extendAfter from the start of wrap-up to asking for more time
   * @param pauseFor length of the break that follows
   * @param cardAfter from being connected to pausing the recording, to take card data
   * @param choice picks the completion code
   */
  public record CallHabit(
      long releaseAfter,
      long holdAfter,
      long holdFor,
      long wrapUpAfter,
      long extendAfter,
      long pauseFor,
      long cardAfter,
      int choice) {

    /** The code chosen among those offered; at least one is. */
    public String codeOf(List<String> codes) {
      return codes.get(Math.floorMod(choice, codes.size()));
    }
  }

  /** How the agent treats the call of this number. */
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
    return new CallHabit(
        releases ? 1000 + chance.nextLong(4000) : NEVER,
        holds ? 300 + chance.nextLong(700) : NEVER,
        held,
        runsOut ? NEVER : wrapUp,
        extendsIt ? wrapUp / 2 : NEVER,
        pauses ? around(pace.pauseMean(), chance) : NEVER,
        takesCard ? 200 + chance.nextLong(600) : NEVER,
        chance.nextInt());
  }

  private static long around(Duration mean, SplittableRandom chance) {
    return Math.round(mean.toMillis() * (0.5 + chance.nextDouble()));
  }
}
