package org.zonekeeper.gateway.identity;

import java.util.Optional;
import java.util.Set;

/**
 * Who holds a connection, as the token says; a record of what was checked before the connection was
 * made, replaced as a whole when the token is renewed. Immutable.
 *
 * @param subject the issuer's name for the person or program: never another's, and the same in
 *     every token
 * @param name who stands in the journal as the actor of a supervisor's commands
 * @param roles at least one
 * @param agentId the only agent that it may log on; empty: none
 * @param zones that it may see and touch
 * @param expiresAtMs until when the connection may last without a newer token, epoch milliseconds
 */
public record Principal(
    String subject,
    String name,
    Set<Role> roles,
    Optional<String> agentId,
    ZoneScope zones,
    long expiresAtMs) {

  private static final String ANYBODY = "development";

  public Principal {
    roles = Set.copyOf(roles);
  }

  /**
   * Insecure development: may do all, as anybody, for ever.
   *
   * @param name what the client calls itself
   */
  public static Principal unrestricted(String name) {
    return new Principal(
        ANYBODY, name, Set.of(Role.values()), Optional.empty(), ZoneScope.ALL, Long.MAX_VALUE);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** Whether nothing was checked, because the gateway runs in insecure development mode. */
  public boolean isUnrestricted() {
    return expiresAtMs == Long.MAX_VALUE;
  }

  /** Whether it is that agent. */
  public boolean isAgent(String zone, String agent) {
    return isUnrestricted()
        || (is(Role.AGENT) && zones.covers(zone) && agentId.filter(agent::equals).isPresent());
  }

  /** Whether it supervises that zone. */
  public boolean supervises(String zone) {
    return is(Role.SUPERVISOR) && zones.covers(zone);
  }
}
