package org.zonekeeper.simulators.robots;

import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;

/**
 * In which share of their calls robots do something, 0.0 to 1.0. Immutable.
 *
 * @param release end the call themselves
 * @param hold put the customer on hold for a while
 * @param extend ask for more wrap-up time
 * @param runOut choose no code, so that the wrap-up limit runs out
 * @param pause take a break after the call
 * @param card take card data, while the recording is paused
 * @param consult call a second party in, and transfer or confer then
 * @param blend go to inbound work for a while, after the call
 */
public record RobotChances(
    double release,
    double hold,
    double extend,
    double runOut,
    double pause,
    double card,
    double consult,
    double blend) {

  private static final Setting<Integer> RELEASE = chance("release", 25, "end the call themselves");
  private static final Setting<Integer> HOLD =
      chance("hold", 15, "put the customer on hold for a while");
  private static final Setting<Integer> EXTEND = chance("extend", 10, "ask for more wrap-up time");
  private static final Setting<Integer> RUN_OUT =
      chance("runout", 3, "choose no code, so that the wrap-up limit runs out");
  private static final Setting<Integer> PAUSE = chance("pause", 5, "take a break after the call");
  private static final Setting<Integer> CARD =
      chance("card", 5, "take card data, while the recording is paused");

  private static final Setting<Integer> CONSULT =
      chance("consult", 0, "call a second party in, and transfer or confer then");

  private static final Setting<Integer> BLEND =
      chance("blend", 0, "go to inbound work for a while, after the call");

  static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(RELEASE, HOLD, EXTEND, RUN_OUT, PAUSE, CARD, CONSULT, BLEND);

  static RobotChances of(Settings settings) {
    return new RobotChances(
        share(settings, RELEASE),
        share(settings, HOLD),
        share(settings, EXTEND),
        share(settings, RUN_OUT),
        share(settings, PAUSE),
        share(settings, CARD),
        share(settings, CONSULT),
        share(settings, BLEND));
  }

  private static Setting<Integer> chance(String what, int percent, String they) {
    return NumberSetting.of("chance." + what + ".percent")
        .defaultsTo(percent)
        .between(0, 100)
        .because("in so many of a hundred calls robots " + they + ", so that each is seen");
  }

  private static double share(Settings settings, Setting<Integer> percent) {
    return settings.get(percent) / 100.0;
  }
}
