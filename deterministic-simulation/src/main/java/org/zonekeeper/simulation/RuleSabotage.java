package org.zonekeeper.simulation;

import java.util.List;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.simulation.kafka.ProducerSession.Fencing;

/**
 * A rule broken on purpose, so that tests can see it found. Made by tests only.
 *
 * @param fencing whether the broker keeps its promise
 * @param journal what becomes of an event on its way into the journal
 */
record RuleSabotage(Fencing fencing, Scribe journal) {
  static final RuleSabotage NONE = new RuleSabotage(Fencing.WORKS, List::of);

  /** Writes the journal. */
  @FunctionalInterface
  interface Scribe {
    /** The events that are written instead of this one. */
    List<Event> written(Event event);
  }
}
