package org.zonekeeper.domain;

import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.limit.RecordLimits;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * Gives a decided event its header and cuts its texts to their limits, as its last change before it
 * is applied: every event passes here, so none has a text that outgrows a record.
 */
final class Stamp {
  private Stamp() {}

  /** What the input is to its events; commands and facts with their fingerprint. */
  static Cause cause(Input input, Fingerprint fingerprint) {
    return switch (input) {
      case Input.Command c ->
          new Cause(
              CauseKind.COMMAND,
              c.command().typeName(),
              c.command().getHeader().getCommandId(),
              c.offset(),
              fingerprint.of(c.command(), c.command().getHeader().getCommandId()));
      case Input.Fact f ->
          new Cause(
              CauseKind.FACT,
              f.fact().typeName(),
              f.fact().getHeader().getFactId(),
              f.offset(),
              fingerprint.of(f.fact(), f.fact().getHeader().getFactId()));
      case Input.Tick t -> timer("Tick");
      case Input.Check c -> timer("Check");
      case Input.CampaignNews n -> timer("CampaignNews");
      case Input.OldestMember m -> timer("OldestMember");
      case Input.Adopt a -> ownership("Adopt");
      case Input.AnnounceHandover a -> ownership("AnnounceHandover");
    };
  }

  static Cause timer(String name) {
    return new Cause(CauseKind.TIMER, name, "", Input.NOWHERE, 0L);
  }

  private static Cause ownership(String name) {
    return new Cause(CauseKind.OWNERSHIP, name, "", Input.NOWHERE, 0L);
  }

  static void stamp(Event event, ZoneRecord zone, long at, Cause cause) {
    RecordLimits.cutTexts(event);
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
