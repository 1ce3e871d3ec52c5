package org.zonekeeper.domain;

import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.state.ZoneRecord;

/** Gives a decided event its header, as its last change before it is applied. */
final class Stamp {
  private Stamp() {}

  static Cause cause(Input input) {
    return switch (input) {
      case Input.Command c ->
          new Cause(
              CauseKind.COMMAND, c.command().typeName(), c.command().getHeader().getCommandId());
      case Input.Fact f ->
          new Cause(CauseKind.FACT, f.fact().typeName(), f.fact().getHeader().getFactId());
      case Input.Tick t -> timer("Tick");
      case Input.Check c -> timer("Check");
      case Input.Adopt a -> new Cause(CauseKind.OWNERSHIP, "Adopt", "");
      case Input.AnnounceHandover a -> new Cause(CauseKind.OWNERSHIP, "AnnounceHandover", "");
    };
  }

  static Cause timer(String name) {
    return new Cause(CauseKind.TIMER, name, "");
  }

  static void stamp(Event event, ZoneRecord zone, long at, Cause cause) {
    event.withHeader(
        new EventHeader(
            zone.getZone(),
            changesOwner(event) ? zone.getEpoch() + 1 : zone.getEpoch(),
            zone.getSequence() + 1,
            at,
            cause,
            event.correlation(zone.getZone()),
            zone.getJournalHash()));
  }

  private static boolean changesOwner(Event event) {
    return event instanceof ZoneOpened
        || event instanceof ZoneHandedOver
        || event instanceof ZoneTakenOver;
  }
}
