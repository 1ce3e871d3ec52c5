package org.zonekeeper.cluster.issuer;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.cluster.process.Ports;

/**
 * What a development issuer is like. Immutable.
 *
 * @param host address to listen on
 * @param port 0: any free one
 * @param publicAddress the issuer's name in tokens, and where browsers find it; empty: where it
 *     listens
 * @param accounts whom its log-on page offers
 * @param lifetime of tokens for people; programs get {@link #PROGRAMS_LIFETIME}
 */
public record IssuerPlan(
    String host,
    int port,
    Optional<URI> publicAddress,
    List<DevelopmentAccount> accounts,
    Duration lifetime) {

  /** A token for a robot: longer than any run, for a robot comes again with a new one. */
  public static final Duration PROGRAMS_LIFETIME = Duration.ofHours(8);

  /** A page that does not renew its token is found out soon. */
  public static final Duration PEOPLES_LIFETIME = Duration.ofMinutes(5);

  private static final int AGENTS_PER_ZONE = 3;

  public IssuerPlan {
    accounts = List.copyOf(accounts);
  }

  /**
   * On the loopback interface, with some agents and a supervisor for each zone and a supervisor of
   * all.
   */
  public static IssuerPlan local(Collection<String> zones) {
    List<DevelopmentAccount> accounts = new ArrayList<>();
    accounts.add(
        DevelopmentAccount.supervisor("supervisor", List.of(DevelopmentAccount.EVERY_ZONE)));
    for (String zone : zones) {
      accounts.add(DevelopmentAccount.supervisor("supervisor-" + zone, List.of(zone)));
      for (int i = 1; i <= AGENTS_PER_ZONE; i++) {
        accounts.add(DevelopmentAccount.agent("agent-%s-%d".formatted(zone, i), List.of(zone)));
      }
    }
    return new IssuerPlan("127.0.0.1", Ports.ANY, Optional.empty(), accounts, PEOPLES_LIFETIME);
  }

  /** The same, listening elsewhere. */
  public IssuerPlan at(String otherHost, int otherPort) {
    return new IssuerPlan(otherHost, otherPort, publicAddress, accounts, lifetime);
  }

  /** The same, known under that address. */
  public IssuerPlan knownAs(URI address) {
    return new IssuerPlan(host, port, Optional.of(address), accounts, lifetime);
  }

  Optional<DevelopmentAccount> account(String name) {
    return accounts.stream().filter(account -> account.name().equals(name)).findFirst();
  }
}
