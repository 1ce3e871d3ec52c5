package org.zonekeeper.audit.proof;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.RecordPosition;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.wire.RecordBodies;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/** Bodies in memory, read as any other source reads them. */
final class MemoryJournal implements JournalSource {
  private static final RecordBodies BODIES = RecordBodies.of(Topics.JOURNAL);

  private final Map<String, List<Body>> zones = new TreeMap<>();

  /** Bytes, and the schema that they are said to be written with. */
  static final class Body {
    private final Schema schema;
    private final byte[] bytes;

    Body(Schema schema, byte[] bytes) {
      this.schema = schema;
      this.bytes = bytes;
    }

    Schema schema() {
      return schema;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  static Body body(Event event) {
    return new Body(
        BODIES.currentSchema(event.getSchema().getFullName()).orElseThrow(), BODIES.encode(event));
  }

  MemoryJournal with(String zone, List<Body> bodies) {
    zones.put(zone, List.copyOf(bodies));
    return this;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<String> zones() {
    return List.copyOf(zones.keySet());
  }

  @Override
  public Extent extent(String zone) {
    List<JournalRecord> records = records(zone);
    return records.isEmpty()
        ? Extent.EMPTY
        : new Extent(
            records.getFirst().sequence(),
            records.getLast().sequence(),
            records.getFirst().at(),
            records.getLast().at());
  }

  @Override
  public JournalScan scan(String zone, JournalRange stretch) {
    Iterator<JournalRecord> records = records(zone).iterator();
    return new JournalScan() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public JournalRecord next() {
        return records.next();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}

  private List<JournalRecord> records(String zone) {
    List<JournalRecord> records = new ArrayList<>();
    for (Body body : zones.get(zone)) {
      records.add(read(zone, new RecordPosition("memory", records.size()), body));
    }
    return records;
  }

  private static JournalRecord read(String zone, RecordPosition place, Body body) {
    try {
      return JournalRecord.of(
          zone,
          place,
          body.bytes(),
          body.schema(),
          (Event) BODIES.decode(body.schema(), body.bytes()));
    } catch (UndecodableRecordException e) {
      return JournalRecord.unreadable(zone, place, body.bytes(), e.getMessage());
    }
  }
}
