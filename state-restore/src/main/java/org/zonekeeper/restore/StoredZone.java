package org.zonekeeper.restore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.zonekeeper.am.processor.StoreKeys;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.StateFormatException;

/**
 * A zone's store as its changelog holds it. Confined to one thread.
 *
 * @param keys that stand there, whoever wrote them
 * @param state the zone; empty if there is none, or not all of it can be read
 */
record StoredZone(Set<String> keys, Optional<ZoneState> state) {
  private static final Serde<SpecificRecord> RECORDS = AgentManagerTopology.stateSerde();

  /** What the changelog is to the journal. */
  enum Standing {
    MISSING("holds nothing of the zone"),
    SAME("holds just this"),
    BEHIND("ends before the journal"),
    AHEAD("knows of more than the journal"),
    DIFFERENT("holds something else"),
    UNREADABLE("cannot be read");

    private final String words;

    Standing(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Nothing at all. */
  static final StoredZone NONE = new StoredZone(Set.of(), Optional.empty());

  /** Reads entries of a changelog. */
  static StoredZone of(String zone, Map<String, byte[]> entries) {
    List<Entity> entities = new ArrayList<>();
    try {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        if (EntityKey.ofStoreKey(entry.getKey()).isPresent()) {
          entities.add(
              (Entity) RECORDS.deserializer().deserialize(entry.getKey(), entry.getValue()));
        }
      }
      return new StoredZone(
          entries.keySet(), Optional.of(ZoneState.restore(zone, entities.stream())));
    } catch (StateFormatException | ClassCastException | IllegalArgumentException e) {
      return new StoredZone(entries.keySet(), Optional.empty());
    }
  }

  /** The entries of a store that holds this zone, and from what it was made. */
  static Map<String, byte[]> entriesOf(FoldedZone zone, Restoration restoration) {
    Map<String, byte[]> entries = new HashMap<>();
    zone.keys()
        .forEach(
            key ->
                entries.put(
                    key.storeKey(), bytes(key.storeKey(), zone.state().entity(key).orElseThrow())));
    entries.put(StoreKeys.RESTORATION, bytes(StoreKeys.RESTORATION, restoration));
    return entries;
  }

  private static byte[] bytes(String key, SpecificRecord record) {
    return RECORDS.serializer().serialize(key, record);
  }

  /** Sequence of the last event that it knows of; 0: none, or unreadable. */
  long sequence() {
    return state.map(zone -> zone.zone().getSequence()).orElse(0L);
  }

  Standing to(FoldedZone journal) {
    if (keys.isEmpty()) {
      return Standing.MISSING;
    }
    if (state.isEmpty()) {
      return Standing.UNREADABLE;
    }
    int order = Long.compare(sequence(), journal.record().getSequence());
    if (order != 0) {
      return order < 0 ? Standing.BEHIND : Standing.AHEAD;
    }
    boolean same =
        state.get().digest().equals(journal.state().digest())
            && state.get().zone().getJournalHash().equals(journal.record().getJournalHash());
    return same ? Standing.SAME : Standing.DIFFERENT;
  }
}
