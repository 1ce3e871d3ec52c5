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
 * How long the platform's own machinery takes. Immutable.
 *
 * @param dialSpacing between two attempts under one authorisation
 * @param nailUp to set up an agent's permanent voice leg
 * @param bridge to join customer and agent
 * @param nuisanceMessage length of the recorded message
 */
public record LineTimes(
    Duration dialSpacing, Duration nailUp, Duration bridge, Duration nuisanceMessage) {

  public static final Setting<Duration> DIAL_SPACING =
      DurationSetting.of("dial.spacing.ms")
          .defaultsTo(ofMillis(10))
          .between(Duration.ZERO, ofDays(1))
          .because(
              "between two attempts under one lease: a hundred a second for each job; leases run"
                  + " out while attempts still wait");

  public static final Setting<Duration> NAIL_UP =
      DurationSetting.of("nailup.ms")
          .defaultsTo(ofMillis(150))
          .between(Duration.ZERO, ofDays(1))
          .because("to set up an agent's permanent voice leg: an answer on a desk's phone");

  public static final Setting<Duration> BRIDGE =
      DurationSetting.of("bridge.ms")
          .defaultsTo(ofMillis(60))
          .between(Duration.ZERO, ofDays(1))
          .because("to join customer and agent: replacing a media leg takes some tens of ms");

  public static final Setting<Duration> NUISANCE_MESSAGE =
      DurationSetting.of("nuisance.message.ms")
          .defaultsTo(ofSeconds(2))
          .between(Duration.ZERO, ofDays(1))
          .because(
              "length of the recorded message: shorter than a real one, so that the end of such"
                  + " calls shows in a demo");

  static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(DIAL_SPACING, NAIL_UP, BRIDGE, NUISANCE_MESSAGE);

  static LineTimes of(Settings settings) {
    return new LineTimes(
        settings.get(DIAL_SPACING),
        settings.get(NAIL_UP),
        settings.get(BRIDGE),
        settings.get(NUISANCE_MESSAGE));
  }
}
