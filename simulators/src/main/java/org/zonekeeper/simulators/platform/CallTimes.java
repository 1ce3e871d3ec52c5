package org.zonekeeper.simulators.platform;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;

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

  public static final Setting<Duration> TALK =
      DurationSetting.of("talk.mean.ms")
          .defaultsTo(ofSeconds(5))
          .between(Duration.ZERO, ofDays(1))
          .because(
              "the lists' real talk times are scaled to this mean: really 258 s, but 5 s show many"
                  + " whole calls within a minute");

  public static final Setting<Duration> RING =
      DurationSetting.of("ring.mean.ms")
          .defaultsTo(ofMillis(1500))
          .between(Duration.ZERO, ofDays(1))
          .because(
              "from dialling to an answer: real phones ring for 10 s and more, this keeps agents"
                  + " busy with few lines");

  public static final Setting<Duration> GREETING =
      DurationSetting.of("greeting.mean.ms")
          .defaultsTo(ofMillis(600))
          .between(Duration.ZERO, ofDays(1))
          .because("from the answer to the end of the greeting: a \"hello\" lasts about that long");

  public static final Setting<Duration> PATIENCE =
      DurationSetting.of("patience.mean.ms")
          .defaultsTo(ofSeconds(20))
          .between(Duration.ZERO, ofDays(1))
          .because(
              "a customer without an agent hangs up after that: most in a queue stay on the line"
                  + " for the demo's queue time-outs");

  static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of(TALK, RING, GREETING, PATIENCE);

  static CallTimes of(Settings settings) {
    return new CallTimes(
        settings.get(TALK), settings.get(RING), settings.get(GREETING), settings.get(PATIENCE));
  }
}
