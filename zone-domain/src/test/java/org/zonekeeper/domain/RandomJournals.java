package org.zonekeeper.domain;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.Journal.Event;

/** Journals of random lives, for tests of other modules that judge journals. Stateless. */
public final class RandomJournals {
  private RandomJournals() {}

  /**
   * A journal, and the zone that it led to.
   *
   * @param events in order
   * @param state the zone at the end
   */
  public record Lived(List<Event> events, ZoneState state) {}

  /** The zone whose journals these are. */
  public static String zone() {
    return Asked.ZONE;
  }

  /** The same for the same seed, but for the ids of commands. */
  public static Lived life(long seed, int steps) {
    RandomLife life = new RandomLife(seed);
    KeptZone zone = new KeptZone(DomainSettings.defaults());
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      Outcome outcome = zone.handle(i == 0 ? life.opening() : life.next(), life.now());
      events.addAll(outcome.events());
      life.hears(outcome);
    }
    return new Lived(events, zone.state());
  }
}
