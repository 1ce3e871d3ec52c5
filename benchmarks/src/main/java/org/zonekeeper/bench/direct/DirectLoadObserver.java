package org.zonekeeper.bench.direct;

import java.util.Set;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.Journal.Event;

/** Looks on while a lean load runs. Called on the load's thread, which must not wait for it. */
public interface DirectLoadObserver {
  /** Sees nothing. */
  DirectLoadObserver NONE =
      new DirectLoadObserver() {
        @Override
        public void event(Event event, long at) {}

        @Override
        public void fact(Fact fact, long at) {}
      };

  /** Types of events that it wants besides those that the load reads anyway. */
  default Set<Class<?>> wants() {
    return Set.of();
  }

  /**
   * An event of the journal was read.
   *
   * @param at epoch milliseconds
   */
  void event(Event event, long at);

  /**
   * A fact is about to be written.
   *
   * @param at epoch milliseconds
   */
  void fact(Fact fact, long at);
}
