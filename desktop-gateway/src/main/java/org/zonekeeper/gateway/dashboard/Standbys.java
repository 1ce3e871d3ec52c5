package org.zonekeeper.gateway.dashboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.schemas.status.ZoneCopy;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * Who would take a zone over without restoring anything, from what the owners' heartbeats say: each
 * of its own zone's standbys, and how far the standbys are that it keeps itself. An Agent Manager
 * that owns no zone has no heartbeat, so of its standbys the address is known and the lag is not.
 * Gateway thread only.
 */
final class Standbys {
  /** What was said longer ago may be of somebody who died since. */
  private static final long FRESH_MS = 10_000;

  /** The latest of each zone, so no more than there are zones. */
  private final Map<String, ZoneStatus> latest = new HashMap<>();

  void heartbeat(ZoneStatus status) {
    latest.put(status.getZone(), status);
  }

  /**
   * The zone's standbys, best first, as the notification carries them: address, and where they are
   * known the Agent Manager's name and the changelog records that it lacks.
   *
   * @return empty if its owner does not say, or has not lately
   */
  Optional<List<Map<String, Object>>> of(String zone, long now) {
    return Optional.ofNullable(latest.get(zone))
        .filter(status -> isFresh(status, now))
        .map(ZoneStatus::getStandbys)
        .map(
            addresses -> {
              List<Map<String, Object>> standbys = new ArrayList<>();
              addresses.forEach(address -> standbys.add(standby(zone, address, now)));
              standbys.sort(
                  (a, b) ->
                      Long.compare(
                          (long) a.getOrDefault("lag", Long.MAX_VALUE),
                          (long) b.getOrDefault("lag", Long.MAX_VALUE)));
              return standbys;
            });
  }

  private Map<String, Object> standby(String zone, String address, long now) {
    Map<String, Object> standby = new LinkedHashMap<>();
    standby.put("address", address);
    latest.values().stream()
        .filter(status -> status.getPeerAddress().equals(address) && isFresh(status, now))
        .max((a, b) -> Long.compare(a.getHeartbeatAt(), b.getHeartbeatAt()))
        .ifPresent(
            status -> {
              standby.put("agentManager", status.getOwner().getAgentManager());
              status.getCopies().stream()
                  .filter(copy -> copy.getZone().equals(zone))
                  .findFirst()
                  .map(ZoneCopy::getLag)
                  .ifPresent(lag -> standby.put("lag", lag));
            });
    return standby;
  }

  private static boolean isFresh(ZoneStatus status, long now) {
    return now - status.getHeartbeatAt() < FRESH_MS;
  }
}
