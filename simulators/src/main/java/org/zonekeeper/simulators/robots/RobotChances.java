package org.zonekeeper.simulators.robots;

import org.zonekeeper.simulators.settings.SettingsReader;

/**
 * In which share of their calls robots do something, 0.0 to 1.0. Immutable.
 *
 * @param release end the call themselves
 * @param hold put the customer on hold for a while
 * @param extend ask for more wrap-up time
 * @param runOut choose no code, so that the wrap-up limit runs out
 * @param pause take a break after the call
 * @param card take card data, while the recording is paused
 */
public record RobotChances(
    double release, double hold, double extend, double runOut, double pause, double card) {

  public static RobotChances from(SettingsReader settings) {
    return new RobotChances(
        settings.percent("chance.release.percent", 25),
        settings.percent("chance.hold.percent", 15),
        settings.percent("chance.extend.percent", 10),
        settings.percent("chance.runout.percent", 3),
        settings.percent("chance.pause.percent", 5),
        settings.percent("chance.card.percent", 5));
  }
}
