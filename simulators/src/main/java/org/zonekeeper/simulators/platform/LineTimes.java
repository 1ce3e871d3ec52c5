package org.zonekeeper.simulators.platform;

import java.time.Duration;
import org.zonekeeper.simulators.settings.SettingsReader;

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

  /** A hundred attempts a second for each job; leases run out while attempts still wait. */
  public static final String DIAL_SPACING = "dial.spacing.ms";

  public static final String NAIL_UP = "nailup.ms";

  /** Replacing a media leg takes some tens of milliseconds. */
  public static final String BRIDGE = "bridge.ms";

  /** Shorter than a real message, so that the end of such calls shows in a demo. */
  public static final String NUISANCE_MESSAGE = "nuisance.message.ms";

  public static LineTimes from(SettingsReader settings) {
    return new LineTimes(
        settings.millis(DIAL_SPACING, Duration.ofMillis(10)),
        settings.millis(NAIL_UP, Duration.ofMillis(150)),
        settings.millis(BRIDGE, Duration.ofMillis(60)),
        settings.millis(NUISANCE_MESSAGE, Duration.ofMillis(2000)));
  }
}
