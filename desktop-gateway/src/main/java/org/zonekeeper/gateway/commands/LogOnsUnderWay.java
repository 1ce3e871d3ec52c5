package org.zonekeeper.gateway.commands;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.gateway.session.AgentKey;

/**
 * Log-ons that their zones have not answered yet, by agent and by extension: to find one costs the
 * same however many there are. Desk thread only.
 */
final class LogOnsUnderWay {
  private final Map<String, LogOn> byCommand = new HashMap<>();
  private final Map<String, Map<String, LogOn>> byAgent = new HashMap<>();
  private final Map<String, Map<String, LogOn>> byExtension = new HashMap<>();

  /** Who wants to log on, on which extension. */
  record LogOn(AgentKey agent, String extension) {}

  void add(String commandId, LogOn logOn) {
    remove(commandId);
    byCommand.put(commandId, logOn);
    of(byAgent, logOn.agent().agentId()).put(commandId, logOn);
    of(byExtension, logOn.extension()).put(commandId, logOn);
  }

  void remove(String commandId) {
    LogOn known = byCommand.remove(commandId);
    if (known != null) {
      drop(byAgent, known.agent().agentId(), commandId);
      drop(byExtension, known.extension(), commandId);
    }
  }

  /** One of the same agent, or on the same extension, in another zone. */
  Optional<LogOn> elsewhere(AgentKey agent, String extension) {
    return Stream.concat(
            byAgent.getOrDefault(agent.agentId(), Map.of()).values().stream(),
            byExtension.getOrDefault(extension, Map.of()).values().stream())
        .filter(other -> !other.agent().zone().equals(agent.zone()))
        .findFirst();
  }

  private static Map<String, LogOn> of(Map<String, Map<String, LogOn>> index, String value) {
    return index.computeIfAbsent(value, each -> new LinkedHashMap<>());
  }

  private static void drop(Map<String, Map<String, LogOn>> index, String value, String commandId) {
    Map<String, LogOn> with = index.getOrDefault(value, new HashMap<>());
    with.remove(commandId);
    if (with.isEmpty()) {
      index.remove(value);
    }
  }
}
