package org.zonekeeper.bench.pages;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zonekeeper.bench.direct.DirectLoadObserver;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.Journal.Event;

/** The agents' changes of state, as the journal has them. Written by the load's thread. */
final class StateChanges implements DirectLoadObserver {
  private final Queue<Change> seen = new ConcurrentLinkedQueue<>();

  /**
   * One of them.
   *
   * @param agent zone and id, as the pages name it to the benchmark
   * @param at when the Agent Manager decided it, epoch milliseconds
   */
  record Change(String agent, long at) {}

  /** Those decided in a stretch of time, in the order of each zone's journal. */
  List<Change> between(long from, long until) {
    return seen.stream().filter(change -> change.at() >= from && change.at() < until).toList();
  }

  @Override
  public Set<Class<?>> wants() {
    return Set.of(AgentStateChanged.class);
  }

  @Override
  public void event(Event event, long at) {
    if (event instanceof AgentStateChanged changed) {
      var header = changed.getHeader();
      seen.add(new Change(header.getZone() + " " + changed.getAgentId(), header.getAt()));
    }
  }

  @Override
  public void fact(Fact fact, long at) {}
}
