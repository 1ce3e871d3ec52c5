package org.zonekeeper.simulators.platform;

import java.time.Duration;
import org.zonekeeper.simulators.settings.SettingsReader;

/**
 * How long people take. Each call's own times lie around these means. Immutable.
 *
 * @param talkMean mean conversation; the list's real talk times are scaled to it
 * @param ringMean from dialling to an answer
 * @param greetingMean from the answer to the end of the person's greeting
 * @param patienceMean how long a person waits for an agent before hanging up
 */
public record CallTimes(
    Duration talkMean, Duration ringMean, Duration greetingMean, Duration patienceMean) {

  /** Real talk lasts 258 s on average; 5 s show many whole calls within a minute. */
  public static final String TALK = "talk.mean.ms";

  /** Real phones ring for 10 s and more; 1.5 s keeps agents busy with few lines. */
  public static final String RING = "ring.mean.ms";

  /** A "hello" lasts about that long. */
  public static final String GREETING = "greeting.mean.ms";

  /** Long enough that most callers in a queue stay on the line for the demo's queue time-outs. */
  public static final String PATIENCE = "patience.mean.ms";

  public static CallTimes from(SettingsReader settings) {
    return new CallTimes(
        settings.millis(TALK, Duration.ofMillis(5000)),
        settings.millis(RING, Duration.ofMillis(1500)),
        settings.millis(GREETING, Duration.ofMillis(600)),
        settings.millis(PATIENCE, Duration.ofMillis(20_000)));
  }
}
