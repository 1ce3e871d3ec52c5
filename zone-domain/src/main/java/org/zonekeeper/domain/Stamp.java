package org.zonekeeper.domain;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.Headers;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.state.ZoneRecord;

/** Gives a decided event its header, as its last change before it is applied. */
final class Stamp {
  private static final int HEADER = 0;
  private static final List<String> SUBJECTS =
      List.of("callId", "agentId", "jobId", "subject", "commandId");

  private Stamp() {}

  /** What the input is to its events; commands and facts with their fingerprint. */
  static Cause cause(Input input, Fingerprint fingerprint) {
    return switch (input) {
      case Input.Command c ->
          new Cause(
              CauseKind.COMMAND,
              Headers.typeName(c.command()),
              Headers.ofCommand(c.command()).getCommandId(),
              c.offset(),
              fingerprint.of(c.command(), Headers.ofCommand(c.command()).getCommandId()));
      case Input.Fact f ->
          new Cause(
              CauseKind.FACT,
              Headers.typeName(f.fact()),
              Headers.ofFact(f.fact()).getFactId(),
              f.offset(),
              fingerprint.of(f.fact(), Headers.ofFact(f.fact()).getFactId()));
      case Input.Tick t -> timer("Tick");
      case Input.Check c -> timer("Check");
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

  static void stamp(SpecificRecord event, ZoneRecord zone, long at, Cause cause) {
    event.put(
        HEADER,
        new EventHeader(
            zone.getZone(),
            changesOwner(event) ? zone.getEpoch() + 1 : zone.getEpoch(),
            zone.getSequence() + 1,
            at,
            cause,
            correlation(event, zone),
            zone.getJournalHash()));
  }

  private static boolean changesOwner(SpecificRecord event) {
    return event instanceof ZoneOpened
        || event instanceof ZoneHandedOver
        || event instanceof ZoneTakenOver;
  }

  private static String correlation(SpecificRecord event, ZoneRecord zone) {
    for (String subject : SUBJECTS) {
      Schema.Field field = event.getSchema().getField(subject);
      if (field != null && event.get(field.pos()) instanceof String id) {
        return id;
      }
    }
    return zone.getZone();
  }
}
