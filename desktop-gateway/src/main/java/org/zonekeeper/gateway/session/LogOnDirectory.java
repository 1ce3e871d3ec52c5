package org.zonekeeper.gateway.session;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * The directory of who is logged on where, over all zones: by agent and by extension. Derived from
 * the zones' read models, so it is the same at every gateway and survives whatever they survive;
 * only of log-offs the zones' own word counts before it. Desk thread only.
 */
public final class LogOnDirectory {
  /** Of two log-ons the older one stands; of two in the same millisecond that in the first zone. */
  private static final Comparator<AgentSnapshot> AGE =
      Comparator.comparingLong(AgentSnapshot::getLoggedOnAt)
          .thenComparing(AgentSnapshot::getZone)
          .thenComparing(AgentSnapshot::getAgentId);

  private final Map<String, Map<AgentKey, AgentSnapshot>> byAgent = new HashMap<>();
  private final Map<String, Map<AgentKey, AgentSnapshot>> byExtension = new HashMap<>();
  private final Map<AgentKey, AgentSnapshot> latest = new HashMap<>();
  private final Set<AgentKey> doubles = new LinkedHashSet<>();

  /** Log-offs that the zone has told of, until the read model shows them. */
  private final Map<AgentKey, AgentLoggedOff> ahead = new HashMap<>();

  /** A log-on that must be undone, because of an older one in another zone. */
  public record DoubleLogOn(AgentSnapshot younger, AgentSnapshot older) {}

  /** A record of the read model of an agent who is logged on. */
  public void put(AgentSnapshot snapshot) {
    AgentKey key = keyOf(snapshot);
    AgentLoggedOff since = ahead.get(key);
    if (since != null && isBefore(snapshot, since)) {
      return;
    }
    remove(key);
    latest.put(key, snapshot);
    add(byAgent, snapshot.getAgentId(), key, snapshot);
    add(byExtension, snapshot.getExtension(), key, snapshot);
    if (older(snapshot).isPresent()) {
      doubles.add(key);
    }
    others(snapshot.getAgentId(), snapshot.getExtension(), snapshot.getZone())
        .filter(other -> older(other).isPresent())
        .forEach(other -> doubles.add(keyOf(other)));
  }

  /**
   * The zone says that the agent is logged off, which the read model may say much later: it comes
   * in bulk where a zone logs off thousands.
   */
  public void loggedOff(AgentLoggedOff event) {
    AgentKey key = new AgentKey(event.getHeader().getZone(), event.getAgentId());
    AgentSnapshot known = latest.get(key);
    if (known != null && isBefore(known, event)) {
      remove(key);
      ahead.put(key, event);
    }
  }

  private static boolean isBefore(AgentSnapshot snapshot, AgentLoggedOff event) {
    EventHeader header = event.getHeader();
    return snapshot.getEpoch() == header.getEpoch()
        ? snapshot.getSequence() < header.getSequence()
        : snapshot.getEpoch() < header.getEpoch();
  }

  /** The agent is logged off in that zone, by the read model. */
  public void remove(AgentKey key) {
    ahead.remove(key);
    doubles.remove(key);
    AgentSnapshot known = latest.remove(key);
    if (known != null) {
      drop(byAgent, known.getAgentId(), key);
      drop(byExtension, known.getExtension(), key);
    }
  }

  /** Who stands in the way of a log-on: the same agent, or a user of the extension, elsewhere. */
  public Optional<AgentSnapshot> elsewhere(String agentId, String extension, String zone) {
    return others(agentId, extension, zone).min(AGE);
  }

  /**
   * Log-ons that two gateways let through at once, and that are to be undone. Each comes again
   * until its log-off shows in the read model.
   */
  public List<DoubleLogOn> doubles() {
    return List.copyOf(doubles).stream()
        .map(latest::get)
        .flatMap(younger -> older(younger).map(older -> new DoubleLogOn(younger, older)).stream())
        .toList();
  }

  private Optional<AgentSnapshot> older(AgentSnapshot snapshot) {
    return others(snapshot.getAgentId(), snapshot.getExtension(), snapshot.getZone())
        .filter(other -> AGE.compare(other, snapshot) < 0)
        .min(AGE);
  }

  /** In other zones only: of its own agents each zone takes care itself. */
  private Stream<AgentSnapshot> others(String agentId, String extension, String zone) {
    return Stream.concat(
            byAgent.getOrDefault(agentId, Map.of()).values().stream(),
            byExtension.getOrDefault(extension, Map.of()).values().stream())
        .filter(other -> !other.getZone().equals(zone));
  }

  private static AgentKey keyOf(AgentSnapshot snapshot) {
    return new AgentKey(snapshot.getZone(), snapshot.getAgentId());
  }

  private static void add(
      Map<String, Map<AgentKey, AgentSnapshot>> index,
      String value,
      AgentKey key,
      AgentSnapshot snapshot) {
    index.computeIfAbsent(value, each -> new LinkedHashMap<>()).put(key, snapshot);
  }

  private static void drop(
      Map<String, Map<AgentKey, AgentSnapshot>> index, String value, AgentKey key) {
    Map<AgentKey, AgentSnapshot> with = index.getOrDefault(value, new HashMap<>());
    with.remove(key);
    if (with.isEmpty()) {
      index.remove(value);
    }
  }
}
