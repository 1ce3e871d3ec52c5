package org.zonekeeper.am.domain;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.state.ZoneRecord;

/** Builds a zone from what its store holds, indexes included. Once for each adoption. */
final class Restoring {
  private Restoring() {}

  static ZoneState of(String zone, List<? extends SpecificRecord> entities) {
    ZoneState state =
        entities.stream()
            .filter(ZoneRecord.class::isInstance)
            .map(ZoneRecord.class::cast)
            .findFirst()
            .map(found -> ZoneState.of(own(zone, found)))
            .orElseGet(() -> ZoneState.empty(zone));
    entities.stream().filter(entity -> !(entity instanceof ZoneRecord)).forEach(state::load);
    state.indexAll();
    return state;
  }

  private static ZoneRecord own(String zone, ZoneRecord found) {
    if (!found.getZone().equals(zone)) {
      throw new IllegalArgumentException(
          "the store of zone %s holds the record of zone %s".formatted(zone, found.getZone()));
    }
    return found;
  }
}
