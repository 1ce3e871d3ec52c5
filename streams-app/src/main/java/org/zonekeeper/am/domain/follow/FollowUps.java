package org.zonekeeper.am.domain.follow;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.am.domain.DomainSettings;
import org.zonekeeper.am.domain.ZoneView;
import org.zonekeeper.am.domain.decide.Draft;
import org.zonekeeper.am.domain.decide.Recovery;
import org.zonekeeper.schemas.state.ZoneLife;

/**
 * What follows from a state by itself, whatever led to it. The engine asks again after each answer,
 * until nothing follows. Immutable.
 */
public final class FollowUps {
  private final DomainSettings settings;

  public FollowUps(DomainSettings settings) {
    this.settings = settings;
  }

  /** The next events, in order; empty if nothing follows. */
  public List<SpecificRecord> next(ZoneView zone, long now) {
    if (zone.zone().getLife() != ZoneLife.AVAILABLE) {
      Draft draft = new Draft(zone, now);
      Recovery.available(draft);
      return draft.events();
    }
    List<SpecificRecord> assigned = Assignment.next(zone);
    if (!assigned.isEmpty()) {
      return assigned;
    }
    List<SpecificRecord> ended = JobEnds.next(zone, now, settings.leaseReportGrace().toMillis());
    if (!ended.isEmpty()) {
      return ended;
    }
    return Allocation.next(zone).map(List::of).orElse(List.of());
  }
}
