package org.zonekeeper.check;

import org.zonekeeper.check.judge.StateFold;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * Folds a zone's journal with the domain's own applications: what an auditor would call the state.
 * Confined to one thread.
 */
public final class DomainFold implements StateFold {
  private final ZoneState state;

  /** The zone before its first event. */
  public DomainFold(String zone) {
    this.state = ZoneState.empty(zone);
  }

  @Override
  public void apply(Event event) {
    Applications.apply(state, event);
  }

  @Override
  public String digest() {
    return state.digest();
  }
}
