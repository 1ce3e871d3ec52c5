package org.zonekeeper.bench.pages;

import java.time.Duration;
import org.zonekeeper.bench.direct.DirectLoadPlan;
import org.zonekeeper.harness.rig.RigLoad;

/**
 * The load under which pages are watched: as many agents as the rig has, who talk as long as the
 * rig's do, but without desktops. Immutable.
 *
 * @param load how many agents, and at what pace the platform is to dial
 */
public record PagesPlan(RigLoad load) {
  /** With dialling and ringing as much between two talks as the robots of the rig have. */
  private static final Duration WRAP_UP = Duration.ofSeconds(3);

  DirectLoadPlan crowd() {
    return new DirectLoadPlan(
        load.zones(), load.talkMean().toMillis(), WRAP_UP.toMillis(), load.seed());
  }
}
