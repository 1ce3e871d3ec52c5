package org.zonekeeper.restore;

import java.util.List;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.restore.StoredZone.Standing;
import org.zonekeeper.schemas.state.Restoration;

/**
 * What is to be done about one zone, before anything is. Confined to one thread.
 *
 * @param folded the zone as its journal makes it
 * @param stored the zone as its changelog holds it
 * @param doubtfulFrom first sequence of the last decision, if nothing proves that it is all there;
 *     0: the journal is whole
 * @param inputs where its owner will read on
 */
record ZonePlan(
    FoldedZone folded, StoredZone stored, long doubtfulFrom, List<InputPosition> inputs) {
  private static final int MOST_WORDS = 1_000;

  ZonePlan {
    inputs = List.copyOf(inputs);
  }

  String zone() {
    return folded.zone();
  }

  Standing standing() {
    return stored.to(folded);
  }

  /** Whether its changelog is to be written. */
  boolean isToBeWritten() {
    return !folded.isEmpty() && standing() != Standing.SAME;
  }

  /** Whether the zone will come up with less than was perhaps decided, and it is known. */
  boolean isCutOff() {
    return doubtfulFrom != 0 || folded.damage().isPresent();
  }

  Restoration restoration(String source) {
    List<String> doubtful =
        doubtfulFrom == 0
            ? List.of()
            : folded.lastDecision().keys().stream().map(EntityKey::storeKey).sorted().toList();
    return new Restoration(cut(source), folded.record().getSequence(), doubtfulFrom, doubtful);
  }

  /** A path may be longer than the record allows. */
  private static String cut(String source) {
    return source.length() <= MOST_WORDS ? source : source.substring(0, MOST_WORDS);
  }
}
