package org.zonekeeper.cluster.issuer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Somebody whom the development issuer knows. Immutable.
 *
 * @param name log-on name, and the tokens' subject
 * @param roles such as {@code agent} and {@code supervisor}
 * @param agent the agent that it may log on; empty: none
 * @param zones that it may see and touch; {@link #EVERY_ZONE} stands for all
 */
public record DevelopmentAccount(
    String name, List<String> roles, Optional<String> agent, List<String> zones) {

  /** In {@code zones}: all there are. */
  public static final String EVERY_ZONE = "*";

  public DevelopmentAccount {
    roles = List.copyOf(roles);
    zones = List.copyOf(zones);
  }

  /** An agent who works in these zones under the name of the account. */
  public static DevelopmentAccount agent(String agent, Collection<String> zones) {
    return new DevelopmentAccount(
        agent, List.of("agent"), Optional.of(agent), List.copyOf(new TreeSet<>(zones)));
  }

  /** A supervisor of these zones. */
  public static DevelopmentAccount supervisor(String name, Collection<String> zones) {
    return new DevelopmentAccount(
        name, List.of("supervisor"), Optional.empty(), List.copyOf(new TreeSet<>(zones)));
  }

  /** A program that is neither agent nor supervisor: a part that logs on at Kafka, for instance. */
  static DevelopmentAccount program(String name) {
    return new DevelopmentAccount(name, List.of(), Optional.empty(), List.of());
  }

  /** What its tokens say beyond what every token says. */
  Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("preferred_username", name);
    claims.put("roles", roles);
    claims.put("zones", zones);
    agent.ifPresent(id -> claims.put("agent_id", id));
    return claims;
  }
}
