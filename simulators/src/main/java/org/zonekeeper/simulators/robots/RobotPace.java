package org.zonekeeper.simulators.robots;

import java.time.Duration;
import org.zonekeeper.simulators.settings.SettingsReader;

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

  public static final String READY = "ready.ms";

  /** Real agents take half a minute; the talk times of the demo are scaled down alike. */
  public static final String WRAP_UP = "wrapup.mean.ms";

  public static final String PAUSE = "pause.mean.ms";

  /** A second is enough to see in a timeline that the agent was out. */
  public static final String RELOGIN = "relogin.ms";

  public static final String RECONNECT = "reconnect.ms";

  public static RobotPace from(SettingsReader settings) {
    return new RobotPace(
        settings.millis(READY, Duration.ofMillis(200)),
        settings.millis(WRAP_UP, Duration.ofMillis(1000)),
        settings.millis(PAUSE, Duration.ofMillis(3000)),
        settings.millis(RELOGIN, Duration.ofMillis(1000)),
        settings.millis(RECONNECT, Duration.ofMillis(500)));
  }
}
