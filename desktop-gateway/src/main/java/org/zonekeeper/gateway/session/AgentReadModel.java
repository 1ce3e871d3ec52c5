package org.zonekeeper.gateway.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.status.AgentSnapshot;

/** The agents' read model: the latest snapshot of each agent who is logged on. Desk thread only. */
public final class AgentReadModel {
  private final Map<String, Map<String, AgentSnapshot>> byZone = new HashMap<>();

  /** A record of the read model. */
  public void put(AgentSnapshot snapshot) {
    Map<String, AgentSnapshot> ofZone =
        byZone.computeIfAbsent(snapshot.getZone(), zone -> new LinkedHashMap<>());
    if (snapshot.getAgentState() == AgentState.LOGOUT) {
      ofZone.remove(snapshot.getAgentId());
    } else {
      ofZone.put(snapshot.getAgentId(), snapshot);
    }
  }

  /**
   * A tombstone of the read model.
   *
   * @return how the agent stood, if logged on
   */
  public Optional<AgentSnapshot> remove(AgentKey key) {
    return Optional.ofNullable(
        byZone.getOrDefault(key.zone(), new LinkedHashMap<>()).remove(key.agentId()));
  }

  public Optional<AgentSnapshot> find(AgentKey key) {
    return Optional.ofNullable(byZone.getOrDefault(key.zone(), Map.of()).get(key.agentId()));
  }

  public Collection<AgentSnapshot> ofZone(String zone) {
    return byZone.getOrDefault(zone, Map.of()).values();
  }
}
