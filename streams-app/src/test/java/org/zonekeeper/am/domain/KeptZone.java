package org.zonekeeper.am.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.wire.StateCodec;

/**
 * An engine with a store beside it that is kept as the processor keeps it: only what an outcome
 * says was touched is written, as bytes. It can be restarted from that store at any time.
 */
final class KeptZone {
  private static final StateCodec CODEC = StateCodec.of(ZoneState.entityTypes());

  private final Map<String, byte[]> store = new HashMap<>();
  private final DomainSettings settings;
  private ZoneEngine engine;

  KeptZone(DomainSettings settings) {
    this.settings = settings;
    this.engine = new ZoneEngine(ZoneState.empty(Asked.ZONE), settings);
  }

  Outcome handle(Input input, long now) {
    Outcome outcome = engine.handle(input, now);
    for (EntityKey key : outcome.touched()) {
      engine
          .state()
          .entity(key)
          .ifPresentOrElse(
              entity -> store.put(key.storeKey(), CODEC.encode(entity)),
              () -> store.remove(key.storeKey()));
    }
    return outcome;
  }

  void restart() {
    engine = new ZoneEngine(stored(), settings);
  }

  ZoneState state() {
    return engine.state();
  }

  /** The zone as a new owner would find it. */
  ZoneState stored() {
    List<SpecificRecord> entities = new ArrayList<>();
    store.values().forEach(bytes -> entities.add(CODEC.decode(bytes)));
    return ZoneState.restore(Asked.ZONE, entities.stream());
  }
}
