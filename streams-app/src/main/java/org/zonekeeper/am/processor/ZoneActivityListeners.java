package org.zonekeeper.am.processor;

import java.util.List;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.ZonePhase;

/**
 * Several listeners as one, told in order.
 *
 * @param each may be none
 */
record ZoneActivityListeners(List<ZoneActivityListener> each) implements ZoneActivityListener {

  @Override
  public void assigned(String zone, Origin origin, long millis) {
    each.forEach(listener -> listener.assigned(zone, origin, millis));
  }

  @Override
  public void adopted(ZoneRecord zone, Adopt adopt) {
    each.forEach(listener -> listener.adopted(zone, adopt));
  }

  @Override
  public void phase(ZoneRecord zone, ZonePhase phase, int events) {
    each.forEach(listener -> listener.phase(zone, phase, events));
  }

  @Override
  public void decided(List<Event> events, long nanos) {
    each.forEach(listener -> listener.decided(events, nanos));
  }

  @Override
  public void beat(ZoneState zone, ZonePhase phase, long now) {
    each.forEach(listener -> listener.beat(zone, phase, now));
  }

  @Override
  public void released(String zone) {
    each.forEach(listener -> listener.released(zone));
  }
}
