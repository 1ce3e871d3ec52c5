package org.zonekeeper.domain.state;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.index.EntityKey.Kind;

/**
 * The entities of one kind, by id, with their hooks into the indexes: an entity is taken out of its
 * indexes before it changes and put back after. Package-private part of {@link ZoneState}.
 */
final class Entities<T> {

  /** How entities of this kind are indexed. */
  interface Indexing<T> {
    void add(EntityKey key, T entity);

    void remove(EntityKey key, T entity);
  }

  /** Who is told of what happens to entities. */
  interface Changes {
    /** It is new, or not what it was. */
    void changed(EntityKey key);

    void gone(EntityKey key);
  }

  private final Kind kind;
  private final Indexing<T> indexing;
  private final Changes changes;
  private final TreeMap<String, T> byId = new TreeMap<>();

  Entities(Kind kind, Indexing<T> indexing, Changes changes) {
    this.kind = kind;
    this.indexing = indexing;
    this.changes = changes;
  }

  /** For kinds that are few and looked up by id alone. */
  static <T> Indexing<T> unindexed() {
    return new Indexing<>() {
      @Override
      public void add(EntityKey key, T entity) {}

      @Override
      public void remove(EntityKey key, T entity) {}
    };
  }

  Optional<T> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  Collection<T> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** The one with the least id. */
  Optional<T> first() {
    return Optional.ofNullable(byId.firstEntry()).map(Map.Entry::getValue);
  }

  /** The one with the greatest id. */
  Optional<T> last() {
    return Optional.ofNullable(byId.lastEntry()).map(Map.Entry::getValue);
  }

  /** Those whose id is greater, in the order of their ids. */
  Collection<T> after(String id) {
    return Collections.unmodifiableCollection(byId.tailMap(id, /* inclusive= */ false).values());
  }

  void put(String id, T entity) {
    EntityKey key = key(id);
    T before = byId.put(id, entity);
    if (before != null) {
      indexing.remove(key, before);
    }
    indexing.add(key, entity);
    changes.changed(key);
  }

  /** Nothing happens if there is no such entity: an application never fails. */
  void change(String id, Consumer<T> change) {
    T entity = byId.get(id);
    if (entity != null) {
      EntityKey key = key(id);
      indexing.remove(key, entity);
      change.accept(entity);
      indexing.add(key, entity);
      changes.changed(key);
    }
  }

  void remove(String id) {
    T entity = byId.remove(id);
    if (entity != null) {
      EntityKey key = key(id);
      indexing.remove(key, entity);
      changes.gone(key);
    }
  }

  private EntityKey key(String id) {
    return new EntityKey(kind, id);
  }
}
