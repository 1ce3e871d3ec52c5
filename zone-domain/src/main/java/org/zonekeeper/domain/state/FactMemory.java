package org.zonekeeper.domain.state;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.index.EntityKey.Kind;
import org.zonekeeper.schemas.state.DecidedFacts;

/**
 * The facts that a zone has decided on, by their fingerprints, in entities of some tens each: an
 * entity for every fact would be a record more in the changelog for each, and another when it is
 * forgotten. Package-private part of {@link ZoneState}.
 */
final class FactMemory {
  /** Facts of one entity. */
  static final int TOGETHER = 32;

  /**
   * Entities kept: 200,000 facts, some 15 MB of heap; a zone with more of them a day forgets
   * sooner.
   */
  static final int MOST = 200_000 / TOGETHER;

  private final Set<Long> known = new HashSet<>();
  private final Entities<DecidedFacts> entities;

  FactMemory(Entities.Changes changes) {
    entities = new Entities<>(Kind.DECIDED_FACTS, new Knowing(), changes);
  }

  /** The facts as they are stored, the oldest first. */
  Entities<DecidedFacts> entities() {
    return entities;
  }

  boolean has(long fingerprint) {
    return known.contains(fingerprint);
  }

  void note(long fingerprint, long sequence, long at) {
    if (has(fingerprint)) {
      return;
    }
    Optional<DecidedFacts> last =
        entities.last().filter(some -> some.getFingerprints().remaining() < TOGETHER * Long.BYTES);
    String id = last.map(DecidedFacts::getId).orElseGet(() -> "%019d".formatted(sequence));
    ByteBuffer before =
        last.map(DecidedFacts::getFingerprints).orElseGet(() -> ByteBuffer.allocate(0));
    entities.put(id, new DecidedFacts(id, at, with(before, fingerprint)));
    if (entities.all().size() > MOST) {
      entities.first().map(DecidedFacts::getId).ifPresent(entities::remove);
    }
  }

  void forgetBefore(long time) {
    for (Optional<DecidedFacts> oldest = entities.first();
        oldest.isPresent() && oldest.get().getAt() < time;
        oldest = entities.first()) {
      entities.remove(oldest.get().getId());
    }
  }

  /** A new buffer: another copy of the zone may hold the old one. */
  private static ByteBuffer with(ByteBuffer some, long another) {
    return ByteBuffer.allocate(some.remaining() + Long.BYTES)
        .put(some.duplicate())
        .putLong(another)
        .flip();
  }

  private final class Knowing implements Entities.Indexing<DecidedFacts> {
    @Override
    public void add(EntityKey key, DecidedFacts some) {
      ByteBuffer each = some.getFingerprints().duplicate();
      while (each.hasRemaining()) {
        known.add(each.getLong());
      }
    }

    @Override
    public void remove(EntityKey key, DecidedFacts some) {
      ByteBuffer each = some.getFingerprints().duplicate();
      while (each.hasRemaining()) {
        known.remove(each.getLong());
      }
    }
  }
}
