package org.zonekeeper.domain.state;

import java.util.NavigableSet;
import java.util.function.ToLongFunction;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.index.QueuePosition;

/**
 * Keeps entities in the order of their age, so that the oldest can be forgotten without a search.
 */
record AgeIndexing<T>(NavigableSet<QueuePosition> ages, ToLongFunction<T> at)
    implements Entities.Indexing<T> {

  @Override
  public void add(EntityKey key, T entity) {
    ages.add(new QueuePosition(at.applyAsLong(entity), key.id()));
  }

  @Override
  public void remove(EntityKey key, T entity) {
    ages.remove(new QueuePosition(at.applyAsLong(entity), key.id()));
  }
}
