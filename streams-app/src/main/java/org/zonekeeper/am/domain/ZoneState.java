package org.zonekeeper.am.domain;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everything a zone is: its own record, agents, calls, jobs and the answers given of late. Changed
 * by {@link Applications} alone. Confined to the thread of the zone's task.
 */
public final class ZoneState {

  private ZoneState() {}

  /** A zone that never had an owner. */
  public static ZoneState empty(String zone) {
    throw new IllegalStateException("lands with the domain");
  }

  /** The zone as its store holds it; order does not matter, records of other kinds are an error. */
  public static ZoneState restore(String zone, Stream<? extends SpecificRecord> entities) {
    throw new IllegalStateException("lands with the domain");
  }

  /** All entities, for storing or comparing. */
  public Stream<SpecificRecord> entities() {
    throw new IllegalStateException("lands with the domain");
  }

  /** The entity as it is now; empty if it is gone, and its store entry is to be deleted. */
  public Optional<SpecificRecord> entity(EntityKey key) {
    throw new IllegalStateException("lands with the domain");
  }

  /** SHA-256, in hex, over all entities in the order of their keys: equal state, equal digest. */
  public String digest() {
    throw new IllegalStateException("lands with the domain");
  }
}
