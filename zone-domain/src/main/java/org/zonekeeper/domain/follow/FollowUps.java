package org.zonekeeper.domain.follow;

import java.util.List;
import org.zonekeeper.domain.decide.Decision;
import org.zonekeeper.domain.decide.PendingConsults;
import org.zonekeeper.domain.decide.Recovery;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.ZoneLife;

/**
 * What follows from a state by itself, whatever led to it. The engine asks again after each answer,
 * until nothing follows. Immutable.
 */
public final class FollowUps {
  private final DomainSettings settings;
  private final AgentAllocation allocation;

  public FollowUps(DomainSettings settings, AgentAllocation allocation) {
    this.settings = settings;
    this.allocation = allocation;
  }

  /** The next events, in order; empty if nothing follows. */
  public List<Event> next(ZoneView zone, long now) {
    if (zone.zone().getLife() != ZoneLife.AVAILABLE) {
      Decision draft = new Decision(zone, now, settings.capacity());
      Recovery.available(draft);
      return draft.events();
    }
    Decision consults = new Decision(zone, now, settings.capacity());
    PendingConsults.next(consults);
    if (!consults.events().isEmpty()) {
      return consults.events();
    }
    List<Event> assigned = CallAssignment.next(zone);
    if (!assigned.isEmpty()) {
      return assigned;
    }
    List<Event> ended = JobEnding.next(zone, now, settings.leaseReportGrace().toMillis());
    if (!ended.isEmpty()) {
      return ended;
    }
    return allocation.attach(zone).map(List::<Event>of).orElse(List.of());
  }
}
