package org.zonekeeper.gateway.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * Journals in memory as a broker has them: a marker of a transaction behind every third event, so
 * that not every offset has one. Counts how often it is asked.
 */
public final class JournalInMemory implements JournalProbe {
  private static final int EVENTS_AT_ONCE = 5;

  private final Map<String, List<Event>> journals;
  private int probes;

  public JournalInMemory(Map<String, List<Event>> journals) {
    this.journals = journals;
  }

  /** How often somebody has read. */
  int probes() {
    return probes;
  }

  @Override
  public long beginsSince(String zone, long sinceMs) {
    List<Event> events = of(zone);
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).getHeader().getAt() >= sinceMs) {
        return offset(i);
      }
    }
    return end(zone);
  }

  @Override
  public long end(String zone) {
    return offset(of(zone).size());
  }

  @Override
  public List<Probed> from(String zone, long offset) {
    probes++;
    List<Probed> found = new ArrayList<>();
    List<Event> events = of(zone);
    // Offsets 3, 7, 11 … are markers: the event before which an offset stands.
    for (long i = offset / 4 * 3 + Math.min(3, offset % 4);
        i < events.size() && found.size() < EVENTS_AT_ONCE;
        i++) {
      found.add(new Probed(offset((int) i), events.get((int) i)));
    }
    return found;
  }

  @Override
  public void close() {}

  private List<Event> of(String zone) {
    return journals.getOrDefault(zone, List.of());
  }

  private static long offset(int index) {
    return index / 3 * 4L + index % 3;
  }
}
