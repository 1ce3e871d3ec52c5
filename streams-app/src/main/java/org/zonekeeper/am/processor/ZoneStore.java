package org.zonekeeper.am.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.state.State.Entity;

/**
 * The state store of one zone: its entities by {@link EntityKey#storeKey}, the owner's heartbeat,
 * and whether the zone was restored. Confined to the thread of the zone's task.
 */
final class ZoneStore {
  private final KeyValueStore<String, SpecificRecord> store;

  ZoneStore(KeyValueStore<String, SpecificRecord> store) {
    this.store = store;
  }

  ZoneState restore(String zone) {
    return stateIn(zone, store);
  }

  /** The zone that the store holds, for whoever only reads. */
  static ZoneState stateIn(String zone, ReadOnlyKeyValueStore<String, SpecificRecord> store) {
    List<Entity> entities = new ArrayList<>();
    try (KeyValueIterator<String, SpecificRecord> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, SpecificRecord> entry = all.next();
        // An entity that goes while others are read comes without its value.
        if (!StoreKeys.isApartFromTheZone(entry.key) && entry.value != null) {
          entities.add((Entity) entry.value);
        }
      }
    }
    return ZoneState.restore(zone, entities.stream());
  }

  Optional<Heartbeat> heartbeat() {
    return Optional.ofNullable((Heartbeat) store.get(StoreKeys.HEARTBEAT));
  }

  void beat(Heartbeat heartbeat) {
    store.put(StoreKeys.HEARTBEAT, heartbeat);
  }

  /** That the zone was made from its journal and has had no owner since. */
  Optional<Restoration> restoration() {
    return Optional.ofNullable((Restoration) store.get(StoreKeys.RESTORATION));
  }

  void forgetRestoration() {
    store.delete(StoreKeys.RESTORATION);
  }

  /** Brings the touched entities up to date. */
  void apply(Outcome outcome, ZoneState state) {
    for (EntityKey key : outcome.touched()) {
      Optional<Entity> entity = state.entity(key);
      if (entity.isPresent()) {
        store.put(key.storeKey(), entity.get());
      } else {
        store.delete(key.storeKey());
      }
    }
  }
}
