package org.zonekeeper.check.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.ZoneFold;

/**
 * Judges one zone's journal as it is read: first every event in order, then the end. Confined to
 * the thread that reads the zone; zones may be read side by side.
 */
public final class ZoneCheck implements AutoCloseable {
  private final String zone;
  private final List<Judged> all = new ArrayList<>();
  private List<Judged> judged = List.of();
  private boolean begun;

  /** An invariant and what it had to say. */
  private record Judged(ZoneInvariant invariant, Notes notes) {}

  /**
   * @param folds an empty fold for a zone
   * @param knowledge what else is known of the zone
   */
  public ZoneCheck(String zone, Function<String, ZoneFold> folds, Knowledge knowledge) {
    this.zone = zone;
    Invariants.of(zone, folds, knowledge)
        .forEach(invariant -> all.add(new Judged(invariant, new Notes(zone))));
  }

  /**
   * Takes the zone's next event in.
   *
   * @param hash SHA-256, in hex, over its encoded body
   */
  public void next(JournalEntry entry, String hash) {
    if (!begun) {
      begun = true;
      boolean whole = entry.sequence() <= 1;
      judged = all.stream().filter(one -> whole || !one.invariant().needsTheBeginning()).toList();
    }
    Read read = new Read(entry, hash);
    for (Judged one : judged) {
      one.invariant().next(read, one.notes());
    }
  }

  /** The journal is at its end: what every invariant has to say. To be called once. */
  public List<ZoneResult> end() {
    if (!begun) {
      judged = all;
    }
    List<ZoneResult> results = new ArrayList<>();
    for (Judged one : all) {
      boolean wasJudged = judged.contains(one);
      if (wasJudged) {
        one.invariant().end(one.notes());
      }
      results.add(
          new ZoneResult(
              zone,
              one.invariant().id(),
              one.invariant().title(),
              wasJudged,
              one.notes().faults(),
              one.notes().findings(),
              one.notes().counts()));
    }
    return results;
  }

  @Override
  public void close() {
    all.forEach(one -> one.invariant().close());
  }
}
