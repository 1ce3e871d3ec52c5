package org.zonekeeper.check.judge;

import org.zonekeeper.schemas.journal.Journal.Event;

/** One zone's state as the fold of its journal. Confined to one thread. */
public interface StateFold {
  /** Takes the zone's next event in. */
  void apply(Event event);

  /** Digest of the state so far; equal state, equal digest. */
  String digest();
}
