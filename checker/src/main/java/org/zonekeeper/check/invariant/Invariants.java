package org.zonekeeper.check.invariant;

import java.util.List;
import org.zonekeeper.check.story.Judge;

/** What must hold of every run, with failures or without. Stateless. */
public final class Invariants {
  private Invariants() {}

  /** Every invariant's judge. */
  public static List<Judge> all() {
    return List.of(
        new Sequences(),
        new CommandsAnswered(),
        new AgentsOnOneCall(),
        new CallsEndOnce(),
        new LiveCallsCared());
  }
}
