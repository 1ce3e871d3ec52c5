package org.zonekeeper.chaos;

import java.time.Duration;

/**
 * One mischief of a schedule. Immutable.
 *
 * @param mischief what happens
 * @param victim the Agent Manager it happens to, where it happens to one
 * @param other another one, where it happens to two
 * @param broker the broker it happens to, or begins with, where it happens to brokers
 * @param lasts from the blow to its mending
 * @param rest until the next one
 */
record ScheduledFault(
    ChaosFault mischief, String victim, String other, int broker, Duration lasts, Duration rest) {

  /**
   * How far clocks are set: the fourth power of how long it lasts, in seconds, so from less than
   * anybody notices to an hour.
   */
  Duration clockStep() {
    return Duration.ofMillis(Math.round(1000 * Math.pow(lasts.toMillis() / 1000.0, 4)));
  }

  /** In a few words. */
  String inWords() {
    String who =
        switch (mischief) {
          case KILL,
              KILL_ADOPTER,
              FREEZE,
              CUT_OFF,
              CUT_ONE_WAY,
              HIDE_FROM_PEERS,
              KILL_THREAD,
              EVICT,
              FILL_DISK ->
              " " + victim;
          case CLOCK_FORWARD, CLOCK_BACK ->
              " %s by %.1f s".formatted(victim, clockStep().toMillis() / 1000.0);
          case KILL_TWO -> " " + victim + " and " + other;
          case KILL_BROKER, FREEZE_BROKER, ROLL_BROKERS -> " " + broker;
          case CUT_GATEWAY,
              RESTART_BROKER,
              STARVE,
              CONNECT,
              POISON,
              LARGEST,
              STRANGERS,
              POISON_JOURNAL,
              FREEZE_REGISTRY,
              REFUSE_RECORDER ->
              "";
        };
    return "%s%s (%s), %.1f s"
        .formatted(mischief.name(), who, mischief.words(), lasts.toMillis() / 1000.0);
  }
}
