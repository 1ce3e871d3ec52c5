package org.zonekeeper.simulators.robots;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;

/**
 * How long robots take for things. Immutable.
 *
 * @param ready from not ready to asking to be ready
 * @param wrapUpMean mean time to choose a completion code
 * @param pauseMean mean length of a break
 * @param relogin from being logged out to logging on by force
 * @param reconnect from a lost connection to the next try
 */
public record RobotPace(
    Duration ready, Duration wrapUpMean, Duration pauseMean, Duration relogin, Duration reconnect) {

  static final Setting<Duration> READY =
      DurationSetting.of("ready.ms")
          .defaultsTo(ofMillis(200))
          .between(Duration.ZERO, ofDays(1))
          .because("from not ready to asking to be ready: a click");

  static final Setting<Duration> WRAP_UP =
      DurationSetting.of("wrapup.mean.ms")
          .defaultsTo(ofSeconds(1))
          .between(Duration.ZERO, ofDays(1))
          .because(
              "mean time to choose a completion code: really half a minute, scaled down like the"
                  + " talk");

  static final Setting<Duration> PAUSE =
      DurationSetting.of("pause.mean.ms")
          .defaultsTo(ofSeconds(3))
          .between(Duration.ZERO, ofDays(1))
          .because("mean length of a break: some calls long");

  static final Setting<Duration> RELOGIN =
      DurationSetting.of("relogin.ms")
          .defaultsTo(ofSeconds(1))
          .between(Duration.ZERO, ofDays(1))
          .because("from being logged out to logging on by force: enough to see it in a timeline");

  static final Setting<Duration> RECONNECT =
      DurationSetting.of("reconnect.ms")
          .defaultsTo(ofMillis(500))
          .between(Duration.ZERO, ofDays(1))
          .because("from a lost connection to the next try: a page that reloads");

  static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(READY, WRAP_UP, PAUSE, RELOGIN, RECONNECT);

  static RobotPace of(Settings settings) {
    return new RobotPace(
        settings.get(READY),
        settings.get(WRAP_UP),
        settings.get(PAUSE),
        settings.get(RELOGIN),
        settings.get(RECONNECT));
  }
}
