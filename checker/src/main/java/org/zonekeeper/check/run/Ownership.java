package org.zonekeeper.check.run;

import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/** Who owned a zone when, by the journal. Stateless. */
public final class Ownership {
  private Ownership() {}

  /** The owner that the event brings in; empty if the event is no change of owner. */
  public static Optional<Owner> broughtInBy(JournalEntry entry) {
    return switch (entry.event()) {
      case ZoneOpened opened -> Optional.of(opened.getOwner());
      case ZoneTakenOver taken -> Optional.of(taken.getOwner());
      case ZoneHandedOver handed -> Optional.of(handed.getOwner());
      default -> Optional.empty();
    };
  }

  /** The Agent Manager that owned the zone at the time; empty if none had yet. */
  public static Optional<String> ownerAt(IndexedJournal journal, String zone, long at) {
    return journal.of(zone).stream()
        .filter(entry -> entry.at() <= at)
        .flatMap(entry -> broughtInBy(entry).stream())
        .map(Owner::getAgentManager)
        .reduce((earlier, later) -> later);
  }
}
