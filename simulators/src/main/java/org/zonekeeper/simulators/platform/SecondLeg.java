package org.zonekeeper.simulators.platform;

import java.util.Optional;
import org.zonekeeper.schemas.common.LegJoin;

/**
 * The leg to a call's second party as the platform knows it. Immutable.
 *
 * @param agentId whose it is; empty: an external party
 * @param join who hears whom; UNKNOWN while it rings
 */
record SecondLeg(String legId, Optional<String> agentId, LegJoin join) {

  boolean isUp() {
    return join != LegJoin.UNKNOWN;
  }

  SecondLeg joined(LegJoin as) {
    return new SecondLeg(legId, agentId, as);
  }

  SecondLeg of(String agent) {
    return new SecondLeg(legId, Optional.of(agent), join);
  }
}
