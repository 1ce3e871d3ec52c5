package org.zonekeeper.domain.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

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

  /** The entities that have a deadline. */
  public List<EntityKey> entities() {
    return List.copyOf(byEntity.keySet());
  }

  /** The earliest deadline that is due at this time. */
  public Optional<Deadline> due(long now) {
    return inOrder.isEmpty() || inOrder.first().at() > now
        ? Optional.empty()
        : Optional.of(inOrder.first());
  }
}
