package org.zonekeeper.restore;

import java.util.Iterator;
import java.util.List;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.JournalSource;

/** A journal of one zone in memory, whatever its state. */
record ListedJournal(String zone, List<JournalRecord> records) implements JournalSource {
  @Override
  public String name() {
    return "a list";
  }

  @Override
  public List<String> zones() {
    return List.of(zone);
  }

  @Override
  public Extent extent(String asked) {
    JournalRecord first = records.getFirst();
    JournalRecord last = records.getLast();
    return new Extent(first.sequence(), last.sequence(), first.at(), last.at());
  }

  @Override
  public JournalScan scan(String asked, JournalRange stretch) {
    Iterator<JournalRecord> all = records.iterator();
    return new JournalScan() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public JournalRecord next() {
        return all.next();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
