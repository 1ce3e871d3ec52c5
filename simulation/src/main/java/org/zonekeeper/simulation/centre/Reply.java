package org.zonekeeper.simulation.centre;

import java.util.Optional;
import org.zonekeeper.schemas.common.RefusalReason;

/**
 * The answer to a command.
 *
 * @param refusal why nothing was done; empty if it was done
 */
record Reply(Optional<RefusalReason> refusal) {
  static final Reply DONE = new Reply(Optional.empty());

  static Reply refused(RefusalReason reason) {
    return new Reply(Optional.of(reason));
  }

  boolean is(RefusalReason reason) {
    return refusal.filter(reason::equals).isPresent();
  }
}
