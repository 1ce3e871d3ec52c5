package org.zonekeeper.harness;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.zonekeeper.cluster.issuer.DevelopmentAccount;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.simulators.robots.DesktopTokens;
import org.zonekeeper.simulators.robots.RobotIdentity;

/**
 * Tokens of a development issuer in this process, signed without a request: thousands of robots
 * come at once. Agents may work in every zone, so that a supervisor can send them to another one.
 * Thread-safe.
 */
public final class LocalTokens implements DesktopTokens {
  private final DevelopmentIssuer issuer;

  public LocalTokens(DevelopmentIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public CompletableFuture<Optional<String>> agent(RobotIdentity agent) {
    return signed(DevelopmentAccount.agent(agent.agent(), List.of(DevelopmentAccount.EVERY_ZONE)));
  }

  @Override
  public CompletableFuture<Optional<String>> supervisor(String name) {
    return signed(DevelopmentAccount.supervisor(name, List.of(DevelopmentAccount.EVERY_ZONE)));
  }

  private CompletableFuture<Optional<String>> signed(DevelopmentAccount account) {
    return CompletableFuture.completedFuture(Optional.of(issuer.token(account)));
  }
}
