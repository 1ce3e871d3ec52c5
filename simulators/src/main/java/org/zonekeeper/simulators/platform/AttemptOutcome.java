package org.zonekeeper.simulators.platform;

import java.time.Duration;
import java.util.SplittableRandom;
import org.zonekeeper.simulators.platform.DialList.Dial;

/**
 * What will become of one attempt, whoever handles it and whenever. Follows from seed, contact,
 * attempt and round alone. Immutable. Times in milliseconds.
 *
 * @param answer who or what answers
 * @param ringMs from dialling to the answer
 * @param greetingMs from the answer to the end of the greeting, or to the machine's detection
 * @param talkMs from the bridge to the customer's hang-up
 * @param patienceMs from the end of the greeting to the hang-up of a customer without an agent
 */
record AttemptOutcome(Answer answer, long ringMs, long greetingMs, long talkMs, long patienceMs) {
  private static final long SHORTEST_TALK_MS = 200;

  /** Who or what answers an attempt. */
  enum Answer {
    LIVE,
    MACHINE,
    BUSY,
    NO_ANSWER,
    FAILED
  }

  /**
   * The data says after how many attempts the contact was reached and how long they talked: earlier
   * attempts meet nobody.
   *
   * @param talkScale simulated milliseconds for each real second of talk
   */
  static AttemptOutcome of(long seed, Dial dial, CallTimes times, double talkScale) {
    SplittableRandom chance = new SplittableRandom(mixed(seed, dial));
    Answer answer =
        dial.attempt() == dial.contact().attempts() ? Answer.LIVE : nobody(chance.nextInt(100));
    return new AttemptOutcome(
        answer,
        around(times.ringMean(), chance),
        around(times.greetingMean(), chance),
        Math.max(SHORTEST_TALK_MS, Math.round(dial.contact().talkSeconds() * talkScale)),
        around(times.patienceMean(), chance));
  }

  private static Answer nobody(int percent) {
    if (percent < 55) {
      return Answer.NO_ANSWER;
    }
    if (percent < 85) {
      return Answer.MACHINE;
    }
    return percent < 95 ? Answer.BUSY : Answer.FAILED;
  }

  /** Between half and one and a half times the mean. */
  private static long around(Duration mean, SplittableRandom chance) {
    return Math.round(mean.toMillis() * (0.5 + chance.nextDouble()));
  }

  private static long mixed(long seed, Dial dial) {
    long mixed = seed * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ dial.contact().reference().hashCode()) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ ((long) dial.round() << 32) ^ dial.attempt()) * 0x94D049BB133111EBL;
  }
}
