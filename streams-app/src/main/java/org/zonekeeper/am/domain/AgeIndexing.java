package org.zonekeeper.am.domain;

import java.util.NavigableSet;
import java.util.function.ToLongFunction;
import org.zonekeeper.am.domain.index.Place;

/**
 * Keeps entities in the order of their age, so that the oldest can be forgotten without a search.
 */
record AgeIndexing<T>(NavigableSet<Place> ages, ToLongFunction<T> at)
    implements Entities.Indexing<T> {

  @Override
  public void add(EntityKey key, T entity) {
    ages.add(new Place(at.applyAsLong(entity), key.id()));
  }

  @Override
  public void remove(EntityKey key, T entity) {
    ages.remove(new Place(at.applyAsLong(entity), key.id()));
  }
}
