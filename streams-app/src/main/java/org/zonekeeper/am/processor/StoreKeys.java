package org.zonekeeper.am.processor;

import org.zonekeeper.domain.index.EntityKey;

/**
 * The keys of a zone's store. Most are an entity's, {@link EntityKey#storeKey}; those here are of
 * what is no part of the zone: {@link EntityKey.Kind} has no such prefix. Part of the data contract
 * with every changelog. Stateless.
 */
public final class StoreKeys {
  /** Of the owner's last sign of life, a {@link org.zonekeeper.schemas.state.Heartbeat}. */
  public static final String HEARTBEAT = "h/";

  /** Of a {@link org.zonekeeper.schemas.state.Restoration}, until an owner has taken it away. */
  public static final String RESTORATION = "r/";

  private StoreKeys() {}

  /** Whether a zone's owner, or {@code restore-state}, writes such a key. */
  public static boolean isKnown(String key) {
    return isApartFromTheZone(key) || EntityKey.ofStoreKey(key).isPresent();
  }

  static boolean isApartFromTheZone(String key) {
    return key.equals(HEARTBEAT) || key.equals(RESTORATION);
  }
}
