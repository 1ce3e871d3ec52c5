package org.zonekeeper.am.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.schemas.status.ZoneCopy;

/**
 * What every heartbeat says of standbys: who keeps them, and how far those here are. One thread
 * looks that up every now and then, the zones' threads tell it.
 */
public final class StandbyReport {
  private volatile Optional<Map<String, List<String>>> keepers = Optional.empty();
  private volatile List<ZoneCopy> here = List.of();

  /**
   * What was looked up.
   *
   * @param keepers of each zone that has a standby, each by the host:port of its peer listener;
   *     empty if that is not known
   * @param here the standbys of this Agent Manager
   */
  public void found(Optional<Map<String, List<String>>> keepers, List<ZoneCopy> here) {
    this.keepers = keepers.map(Map::copyOf);
    this.here = List.copyOf(here);
  }

  /** Who keeps a standby of the zone; empty if that is not known. */
  Optional<List<String>> keepersOf(String zone) {
    return keepers.map(known -> known.getOrDefault(zone, List.of()));
  }

  List<ZoneCopy> here() {
    return here;
  }
}
