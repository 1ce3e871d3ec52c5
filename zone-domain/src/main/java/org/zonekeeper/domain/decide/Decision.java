package org.zonekeeper.domain.decide;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zonekeeper.domain.input.Input.OldestMember;
import org.zonekeeper.domain.settings.ZoneCapacity;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.order.OrderHeader;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * What one decision has to go on, and the events it comes to: a read-only zone as it was before all
 * of them, and the time. The events get their headers when they are applied.
 */
public final class Decision {
  private final ZoneView zone;
  private final long now;
  private final ZoneCapacity capacity;
  private final Optional<OldestMember> oldest;
  private final List<Event> events = new ArrayList<>();
  private final IdentityHashMap<Event, Function<OrderHeader, Order>> spoken =
      new IdentityHashMap<>();

  /** Of an owner that has not heard of the others. */
  public Decision(ZoneView zone, long now, ZoneCapacity capacity) {
    this(zone, now, capacity, Optional.empty());
  }

  /**
   * @param oldest who of the Agent Managers' group knows the lowest feature level, if that was
   *     heard
   */
  public Decision(ZoneView zone, long now, ZoneCapacity capacity, Optional<OldestMember> oldest) {
    this.zone = zone;
    this.now = now;
    this.capacity = capacity;
    this.oldest = oldest;
  }

  ZoneView zone() {
    return zone;
  }

  /** How much the zone may hold. */
  ZoneCapacity capacity() {
    return capacity;
  }

  long now() {
    return now;
  }

  /** Who of the Agent Managers' group knows the lowest feature level; empty: not heard. */
  Optional<OldestMember> oldestMember() {
    return oldest;
  }

  void add(Event event) {
    events.add(event);
  }

  /**
   * An event whose order says more than the journal may keep.
   *
   * @param order the order, given its header
   */
  void add(Event event, Function<OrderHeader, Order> order) {
    add(event);
    spoken.put(event, order);
  }

  /** The order that was given with the event itself. */
  public Optional<Function<OrderHeader, Order>> orderOf(Event event) {
    return Optional.ofNullable(spoken.get(event));
  }

  /** The zone's id and the sequence that the next event added here will have. */
  String nextId() {
    return zone.zone().getZone() + "-" + (zone.zone().getSequence() + 1 + events.size());
  }

  /** The call's job, which lives at least as long as the call. */
  JobRecord jobOf(CallRecord call) {
    return zone.job(call.getJobId())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "call %s is under way without its job %s"
                        .formatted(call.getCallId(), call.getJobId())));
  }

  /** The events drafted, in order. */
  public List<Event> events() {
    return List.copyOf(events);
  }
}
