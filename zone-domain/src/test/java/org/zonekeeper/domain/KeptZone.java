package org.zonekeeper.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.StateCodec;

/**
 * An engine with a store beside it that is kept as the processor keeps it: only what an outcome
 * says was touched is written, as bytes. It can be restarted from that store at any time.
 */
final class KeptZone {
  private static final StateCodec CODEC = StateCodec.of(Entity.types());

  private final Map<String, byte[]> store = new HashMap<>();
  private final DomainSettings settings;

  /** No part of the state, and not what a restart is about: a real one begins to listen anew. */
  private final OwnerMemory memory = OwnerMemory.empty();

  private ZoneEngine engine;
  private ZoneState standby = ZoneState.empty(Asked.ZONE);

  KeptZone(DomainSettings settings) {
    this.settings = settings;
    this.engine = new ZoneEngine(ZoneState.empty(Asked.ZONE), settings, memory);
  }

  /** A zone that was made from a journal. */
  KeptZone(DomainSettings settings, ZoneState made, Set<EntityKey> keys) {
    this.settings = settings;
    this.engine = new ZoneEngine(made, settings, memory);
    keys.forEach(
        key ->
            made.entity(key).ifPresent(entity -> store.put(key.storeKey(), CODEC.encode(entity))));
    this.standby = stored();
  }

  Outcome handle(Input input, long now) {
    Outcome outcome = engine.handle(input, now);
    for (EntityKey key : outcome.touched()) {
      engine
          .state()
          .entity(key)
          .ifPresentOrElse(
              entity -> {
                store.put(key.storeKey(), CODEC.encode(entity));
                standby.follow((Entity) CODEC.decode(CODEC.encode(entity)));
              },
              () -> {
                store.remove(key.storeKey());
                standby.followGone(key);
              });
    }
    return outcome;
  }

  void restart() {
    engine = new ZoneEngine(stored(), settings, memory);
  }

  /** The standby has the zone from now on, and another one begins to follow it. */
  void promoteTheStandby() {
    engine = new ZoneEngine(standby, settings, memory);
    standby = stored();
  }

  /** The zone as a standby has followed it so far. */
  ZoneState standby() {
    return standby;
  }

  ZoneState state() {
    return engine.state();
  }

  /** The zone as a new owner would find it. */
  ZoneState stored() {
    List<Entity> entities = new ArrayList<>();
    store.values().forEach(bytes -> entities.add((Entity) CODEC.decode(bytes)));
    return ZoneState.restore(Asked.ZONE, entities.stream());
  }
}
