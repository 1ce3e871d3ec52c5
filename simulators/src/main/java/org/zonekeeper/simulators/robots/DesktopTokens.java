package org.zonekeeper.simulators.robots;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where desktops get the tokens from that they show to gateways, a fresh one for each connection.
 * Thread-safe; never blocks.
 */
public interface DesktopTokens {
  /** For gateways that ask for none: insecure development. */
  DesktopTokens NONE =
      new DesktopTokens() {
        @Override
        public CompletableFuture<Optional<String>> agent(RobotIdentity agent) {
          return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Optional<String>> supervisor(String name) {
          return CompletableFuture.completedFuture(Optional.empty());
        }
      };

  /** A token for that agent. */
  CompletableFuture<Optional<String>> agent(RobotIdentity agent);

  /** A token for a supervisor of that name, of all zones. */
  CompletableFuture<Optional<String>> supervisor(String name);
}
