package org.zonekeeper.check.judge;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.check.evidence.JournalEntry;

/**
 * A journal that is being judged: feeds each event to every judge, then asks for the end. Confined
 * to the thread that reads the journal; journals may be judged side by side.
 */
public final class JudgedJournal implements AutoCloseable {
  private final List<Judging> all = new ArrayList<>();
  private List<Judging> judging = List.of();
  private long events;

  /** A judge and what it has found. */
  private record Judging(Judge judge, Findings findings) {}

  /**
   * @param zone whose journal it is; empty text for all journals of a run
   * @param judges made for it; closed with this
   */
  public JudgedJournal(String zone, List<Judge> judges) {
    judges.forEach(judge -> all.add(new Judging(judge, new Findings(zone))));
  }

  /**
   * Takes the zone's next event in.
   *
   * @param hash SHA-256, in hex, over its encoded body
   */
  public void next(JournalEntry entry, String hash) {
    if (events == 0) {
      boolean whole = entry.sequence() <= 1;
      judging = all.stream().filter(one -> whole || !one.judge().needsTheBeginning()).toList();
    }
    events++;
    HashedEntry next = new HashedEntry(entry, hash);
    for (Judging one : judging) {
      one.judge().next(next, one.findings());
    }
  }

  /** The journal is at its end: what every judge has to say. To be called once. */
  public List<Judgement> end() {
    if (events == 0) {
      judging = all;
    }
    return all.stream().map(this::judgement).toList();
  }

  private Judgement judgement(Judging one) {
    if (!judging.contains(one)) {
      return Judgement.unjudged(one.judge());
    }
    one.judge().end(one.findings());
    one.findings().exercised(events, "event in the journal");
    return one.findings().judgement(one.judge().id(), one.judge().title());
  }

  @Override
  public void close() {
    all.forEach(one -> one.judge().close());
  }
}
