package org.zonekeeper.simulation.centre;

import java.util.Optional;
import org.zonekeeper.schemas.common.RefusalReason;

/**
 * The answer to a command.
 *
 * @param refusal why nothing was done; empty if it was done
 */
record CommandReply(Optional<RefusalReason> refusal) {
  static final CommandReply DONE = new CommandReply(Optional.empty());

  static CommandReply refused(RefusalReason reason) {
    return new CommandReply(Optional.of(reason));
  }

  boolean is(RefusalReason reason) {
    return refusal.filter(reason::equals).isPresent();
  }
}
