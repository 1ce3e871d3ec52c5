package org.zonekeeper.gateway.session;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * The agents' read model: the latest snapshot of each agent who is logged on. Kept in the order in
 * which desktops are shown their colleagues, so that a question costs what its answer holds and not
 * what the zone does. Desk thread only.
 */
public final class AgentReadModel {
  private static final Comparator<AgentSnapshot> READY_FIRST =
      Comparator.comparing((AgentSnapshot agent) -> agent.getAgentState() != AgentState.READY)
          .thenComparing(AgentSnapshot::getAgentId);

  private final Map<String, OfZone> byZone = new HashMap<>();

  /** Snapshots do not change once they are in it. */
  private static final class OfZone {
    private final Map<String, AgentSnapshot> byId = new LinkedHashMap<>();
    private final NavigableSet<AgentSnapshot> readyFirst = new TreeSet<>(READY_FIRST);

    private Optional<AgentSnapshot> remove(String agentId) {
      Optional<AgentSnapshot> known = Optional.ofNullable(byId.remove(agentId));
      known.ifPresent(readyFirst::remove);
      return known;
    }

    private void put(AgentSnapshot snapshot) {
      AgentSnapshot older = byId.put(snapshot.getAgentId(), snapshot);
      if (older != null) {
        readyFirst.remove(older);
      }
      readyFirst.add(snapshot);
    }
  }

  /** A record of the read model. */
  public void put(AgentSnapshot snapshot) {
    OfZone zone = byZone.computeIfAbsent(snapshot.getZone(), name -> new OfZone());
    if (snapshot.getAgentState() == AgentState.LOGOUT) {
      var unused = zone.remove(snapshot.getAgentId());
    } else {
      zone.put(snapshot);
    }
  }

  /**
   * A tombstone of the read model.
   *
   * @return how the agent stood, if logged on
   */
  public Optional<AgentSnapshot> remove(AgentKey key) {
    return Optional.ofNullable(byZone.get(key.zone())).flatMap(zone -> zone.remove(key.agentId()));
  }

  public Optional<AgentSnapshot> find(AgentKey key) {
    return Optional.ofNullable(byZone.get(key.zone())).map(zone -> zone.byId.get(key.agentId()));
  }

  public Collection<AgentSnapshot> ofZone(String zone) {
    return Optional.ofNullable(byZone.get(zone)).map(each -> each.byId.values()).orElse(List.of());
  }

  /** The same, those who are ready first, then by their ids. */
  public Collection<AgentSnapshot> readyFirst(String zone) {
    return Optional.ofNullable(byZone.get(zone))
        .<Collection<AgentSnapshot>>map(each -> Collections.unmodifiableSet(each.readyFirst))
        .orElse(List.of());
  }
}
