package org.zonekeeper.domain;

import java.util.List;
import java.util.Set;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.order.Orders.Order;

/**
 * What came of one input, already applied to the state.
 *
 * @param events for the journal, in order
 * @param orders for the platform, in order; each speaks for one of the events
 * @param touched keys of the entities that changed or went; see {@link ZoneState#entity}
 * @param barriersWanted whether the owner is to write barriers into the input topics, because
 *     something is due that a word still unread may have prevented
 */
public record Outcome(
    List<Event> events, List<Order> orders, Set<EntityKey> touched, boolean barriersWanted) {

  public Outcome {
    events = List.copyOf(events);
    orders = List.copyOf(orders);
    touched = Set.copyOf(touched);
  }
}
