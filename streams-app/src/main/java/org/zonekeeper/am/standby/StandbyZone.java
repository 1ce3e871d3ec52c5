package org.zonekeeper.am.standby;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.StateFormatException;

/**
 * A zone that somebody else owns, as its changelog tells it. Not safe for several threads at a
 * time: its {@link InMemoryZoneStore} sees to that.
 */
final class StandbyZone {
  private static final Logger LOG = LoggerFactory.getLogger(StandbyZone.class);

  /**
   * How old the digest may be, nanoseconds. A takeover has the changes of this time left to digest,
   * and a standby that catches up does not digest every version of every entity.
   */
  private static final long SETTLED_EVERY = Duration.ofMillis(250).toNanos();

  private final String zone;
  private final Deserializer<Entity> entities;
  private Optional<ZoneState> state;
  private long settledAt = System.nanoTime();

  StandbyZone(String zone, Deserializer<Entity> entities) {
    this.zone = zone;
    this.entities = entities;
    this.state = Optional.of(ZoneState.empty(zone));
  }

  /**
   * Takes one entry of the store.
   *
   * @param value empty if the entry was deleted
   */
  void follow(String storeKey, Optional<byte[]> value) {
    Optional<EntityKey> key = EntityKey.ofStoreKey(storeKey);
    if (key.isEmpty() || state.isEmpty()) {
      return;
    }
    try {
      value.ifPresentOrElse(
          bytes -> state.get().follow(entities.deserialize(storeKey, bytes)),
          () -> state.get().followGone(key.get()));
    } catch (StateFormatException | IllegalArgumentException e) {
      // A newer owner may write what only the next version can read. That must not end a standby;
      // a takeover reads the store itself then, and fails there if it still cannot.
      LOG.warn("zone not kept ready zone={} key={} reason=\"{}\"", zone, storeKey, e.getMessage());
      state = Optional.empty();
    }
  }

  /**
   * To be called when a batch is through: what has changed is digested now and then, not all of it
   * at a takeover.
   */
  void settle() {
    long now = System.nanoTime();
    if (now - settledAt >= SETTLED_EVERY) {
      settledAt = now;
      state.ifPresent(ZoneState::settleDigest);
    }
  }

  /** The zone, ready to be decided on; empty if it could not be followed. */
  Optional<ZoneState> state() {
    return state;
  }
}
