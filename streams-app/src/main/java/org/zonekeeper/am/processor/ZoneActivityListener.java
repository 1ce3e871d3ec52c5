package org.zonekeeper.am.processor;

import java.util.List;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.ZonePhase;

/**
 * Told of what happens to the zones of an Agent Manager: for its log and its metrics. Called on the
 * zone's thread, which must not wait for it; several zones may call at a time.
 */
public interface ZoneActivityListener {
  /** For zones that are nobody's business: practised or simulated ones. */
  static ZoneActivityListener none() {
    return new ZoneActivityListeners(List.of());
  }

  /** Where the state of a zone that has just come comes from. */
  enum Origin {
    /** It was kept ready while somebody else owned the zone. */
    STANDBY,
    /** It was read from the zone's store, entity by entity. */
    STORE
  }

  /**
   * Kafka has given this Agent Manager a zone, and its state is there; it is not adopted yet.
   *
   * @param millis in which the state was made ready
   */
  default void assigned(String zone, Origin origin, long millis) {}

  /**
   * A zone has a new owner, this one.
   *
   * @param zone as it is after the adoption
   */
  void adopted(ZoneRecord zone, Adopt adopt);

  /**
   * A zone has changed its phase.
   *
   * @param events decided together with it
   */
  void phase(ZoneRecord zone, ZonePhase phase, int events);

  /**
   * The zone has decided.
   *
   * @param events of one decision, in order; never empty
   * @param nanos how long deciding and applying took
   */
  void decided(List<Event> events, long nanos);

  /**
   * The owner's heartbeat.
   *
   * @param zone as it is; not to be kept, since it changes after the call
   * @param now the zone's time, epoch milliseconds
   */
  void beat(ZoneState zone, ZonePhase phase, long now);

  /** The zone is no longer owned here. */
  void released(String zone);

  /** Several observers as one, told in order. */
  static ZoneActivityListener of(ZoneActivityListener... observers) {
    return new ZoneActivityListeners(List.of(observers));
  }
}
