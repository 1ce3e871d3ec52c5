package org.zonekeeper.domain.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All deadlines of a zone in the order in which they fall due. Confined to the zone's thread. */
public final class Deadlines {
  private final NavigableSet<Deadline> inOrder = new TreeSet<>();
  private final Map<EntityKey, Deadline> byEntity = new HashMap<>();

  /** Sets or replaces the entity's deadline. */
  public void set(EntityKey entity, Deadline deadline) {
    clear(entity);
    byEntity.put(entity, deadline);
    inOrder.add(deadline);
  }

  public void clear(EntityKey entity) {
    Deadline old = byEntity.remove(entity);
    if (old != null) {
      inOrder.remove(old);
    }
  }

  /** The entity's deadline as outages have moved it. */
  public Optional<Deadline> of(EntityKey entity) {
    return Optional.ofNullable(byEntity.get(entity));
  }

  /** The entities that have a deadline. */
  public List<EntityKey> entities() {
    return List.copyOf(byEntity.keySet());
  }

  /**
   * The earliest deadline that is due.
   *
   * @param now epoch milliseconds
   * @param readUpTo everything that was written by then has been read
   */
  public Optional<Deadline> due(long now, long readUpTo) {
    // At nearly every tick, and behind every input, nothing is.
    if (inOrder.isEmpty() || inOrder.first().at() > now) {
      return Optional.empty();
    }
    return reached(now).filter(deadline -> deadline.isCertain(readUpTo)).findFirst();
  }

  /** Whether something is due that a word still unread may have prevented. */
  public boolean isAnyUncertain(long now, long readUpTo) {
    return reached(now).anyMatch(deadline -> !deadline.isCertain(readUpTo));
  }

  private Stream<Deadline> reached(long now) {
    return inOrder.stream().takeWhile(deadline -> deadline.at() <= now);
  }
}
