package org.zonekeeper.gateway.identity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The zones that a principal may see and touch. Immutable.
 *
 * @param named these; empty: all there are
 */
public record ZoneScope(Optional<Set<String>> named) {
  /** Every zone of the installation, also those to come. */
  public static final ZoneScope ALL = new ZoneScope(Optional.empty());

  public ZoneScope {
    named = named.map(Set::copyOf);
  }

  /** These and no others; none if it is empty. */
  public static ZoneScope of(Collection<String> zones) {
    return new ZoneScope(Optional.of(Set.copyOf(zones)));
  }

  public boolean covers(String zone) {
    return named.map(zones -> zones.contains(zone)).orElse(true);
  }

  /** Those of the given zones that it covers, in their order. */
  public List<String> among(Collection<String> zones) {
    return zones.stream().filter(this::covers).toList();
  }
}
