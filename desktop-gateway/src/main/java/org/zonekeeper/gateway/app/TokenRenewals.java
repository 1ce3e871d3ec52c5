package org.zonekeeper.gateway.app;

import java.util.function.Consumer;
import org.zonekeeper.gateway.identity.Denial;
import org.zonekeeper.gateway.identity.Principal;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Refusal;

/** Checks of tokens for connections that stand. Called on the desk's thread. */
interface TokenRenewals {

  /** What became of a newer token. */
  sealed interface Answer {
    /** It is good, and the same subject's. */
    record Renewed(Principal principal) implements Answer {}

    /** It is not. */
    record Refused(Denial denial) implements Answer {}
  }

  /**
   * Checks a newer token, elsewhere, for keys may have to be looked up.
   *
   * @param answer told on the desk's thread
   */
  void check(Principal current, String token, Consumer<Answer> answer);

  /** Puts on record that somebody asked for what the token does not allow. */
  void refused(Principal principal, CommandType type, Refusal why);
}
