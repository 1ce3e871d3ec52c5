package org.zonekeeper.domain.state;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
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

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Set<Long> known = new HashSet<>();
  private final Entities<DecidedFacts> entities;

  FactMemory(Entities.Changes changes) {
    entities = new Entities<>(Kind.DECIDED_FACTS, Entities.unindexed(), changes);
  }

  /** The facts as they are stored, the oldest first. */
  Collection<DecidedFacts> entities() {
    return entities.all();
  }

  Optional<DecidedFacts> entity(String id) {
    return entities.get(id);
  }

  /** In nearly all cases it is what was there before and one fact more. */
  void put(DecidedFacts some) {
    ByteBuffer before =
        entities.get(some.getId()).map(DecidedFacts::getFingerprints).orElse(NOTHING);
    ByteBuffer now = some.getFingerprints();
    int alike = before.mismatch(now);
    if (alike >= 0 && alike < before.remaining()) {
      each(before, known::remove);
      alike = 0;
    }
    entities.put(some.getId(), some);
    if (alike >= 0) {
      each(now.slice(now.position() + alike, now.remaining() - alike), known::add);
    }
  }

  void remove(String id) {
    entities.get(id).ifPresent(gone -> each(gone.getFingerprints(), known::remove));
    entities.remove(id);
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
    ByteBuffer before = last.map(DecidedFacts::getFingerprints).orElse(NOTHING);
    put(new DecidedFacts(id, at, with(before, fingerprint)));
    if (entities.all().size() > MOST) {
      entities.first().map(DecidedFacts::getId).ifPresent(this::remove);
    }
  }

  void forgetBefore(long time) {
    for (Optional<DecidedFacts> oldest = entities.first();
        oldest.isPresent() && oldest.get().getAt() < time;
        oldest = entities.first()) {
      remove(oldest.get().getId());
    }
  }

  /** A new buffer: another copy of the zone may hold the old one. */
  private static ByteBuffer with(ByteBuffer some, long another) {
    return ByteBuffer.allocate(some.remaining() + Long.BYTES)
        .put(some.duplicate())
        .putLong(another)
        .flip();
  }

  private static void each(ByteBuffer fingerprints, LongConsumer what) {
    ByteBuffer rest = fingerprints.duplicate();
    while (rest.hasRemaining()) {
      what.accept(rest.getLong());
    }
  }
}
