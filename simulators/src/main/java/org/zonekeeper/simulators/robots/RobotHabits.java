package org.zonekeeper.simulators.robots;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What robots are like. Immutable.
 *
 * @param seed same seed: each robot treats its n-th call in the same way
 */
public record RobotHabits(long seed, RobotPace pace, RobotChances chances) implements AgentHabits {
  /** One call in so many leads to a callback. */
  static final int ONE_CALLBACK_IN = 5;

  private static final int ONE_NOTE_IN = 4;

  /** Far more than anywhere, so that it happens in a short run. */
  private static final int ONE_DO_NOT_CALL_IN = 23;

  private static final long CALENDAR_TAKES_MS = 150;
  private static final long NOTE_TAKES_MS = 100;
  private static final long DO_NOT_CALL_TAKES_MS = 200;

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
    long releaseAfter = releases ? 1000 + chance.nextLong(4000) : NEVER;
    long holdAfter = holds ? 300 + chance.nextLong(700) : NEVER;
    long pauseFor = pauses ? around(pace.pauseMean(), chance) : NEVER;
    long cardAfter = takesCard ? 200 + chance.nextLong(600) : NEVER;
    long consultAfter = consults ? 200 + chance.nextLong(600) : NEVER;
    int choice = chance.nextInt();
    boolean blends = chance.nextDouble() < chances.blend();
    return new CallHabit(
        releaseAfter,
        holdAfter,
        held,
        runsOut ? NEVER : wrapUp,
        extendsIt ? wrapUp / 2 : NEVER,
        pauseFor,
        cardAfter,
        consultAfter,
        Math.floorMod(choice, ONE_CALLBACK_IN) == 1 ? CALENDAR_TAKES_MS : NEVER,
        Math.floorMod(choice, ONE_NOTE_IN) == 2 ? NOTE_TAKES_MS : NEVER,
        Math.floorMod(choice, ONE_DO_NOT_CALL_IN) == 3 ? DO_NOT_CALL_TAKES_MS : NEVER,
        blends ? CALENDAR_TAKES_MS / 2 : NEVER,
        choice);
  }

  private static long around(Duration mean, SplittableRandom chance) {
    return Math.round(mean.toMillis() * (0.5 + chance.nextDouble()));
  }
}
