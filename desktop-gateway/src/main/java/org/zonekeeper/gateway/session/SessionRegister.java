package org.zonekeeper.gateway.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.gateway.session.AgentSession.Binding;

/**
 * An index of sessions: by id, by the agent who is logged on, by the agent's zone. Desk thread
 * only.
 */
final class SessionRegister {
  private final Map<String, AgentSession> byId = new HashMap<>();
  private final Map<AgentKey, AgentSession> byAgent = new HashMap<>();
  private final Map<String, Set<AgentSession>> byZone = new HashMap<>();

  void add(AgentSession session) {
    byId.put(session.id(), session);
  }

  void remove(AgentSession session) {
    byId.remove(session.id());
  }

  Optional<AgentSession> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<AgentSession> of(AgentKey agent) {
    return Optional.ofNullable(byAgent.get(agent));
  }

  Set<AgentSession> ofZone(String zone) {
    return byZone.getOrDefault(zone, Set.of());
  }

  Collection<AgentSession> all() {
    return byId.values();
  }

  /** The zones that agents are logged on in. */
  List<String> zones() {
    return byZone.entrySet().stream()
        .filter(zone -> !zone.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The agent is logged on in this session, and in no other of the zone. */
  void bind(AgentSession session, Binding binding, int outagesOver) {
    AgentKey key = binding.key();
    session.bind(binding, binding.since(), outagesOver);
    of(key).filter(older -> older != session).ifPresent(this::unbind);
    byAgent.put(key, session);
    byZone.computeIfAbsent(key.zone(), zone -> new LinkedHashSet<>()).add(session);
  }

  void unbind(AgentSession session) {
    session
        .agent()
        .ifPresent(
            key -> {
              byAgent.remove(key, session);
              byZone.getOrDefault(key.zone(), new LinkedHashSet<>()).remove(session);
            });
    session.unbind();
  }
}
