package org.zonekeeper.am.processor;

import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.query.LiveStoreDigest;
import org.zonekeeper.schemas.state.ZoneRecord;

/** Reads what a zone's live store holds, while the zone's own thread goes on. Stateless. */
public final class LiveStoreReader {
  /** A zone at rest is read twice in milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private LiveStoreReader() {}

  /**
   * Reads the store through Kafka Streams' interactive queries, on any thread, while the zone's own
   * thread goes on writing. A reading may fall between the writes of one event, so only two equal
   * ones in a row count.
   *
   * @return empty if the zone never had an owner, or changes faster than it can be read
   */
  public static Optional<LiveStoreDigest> read(
      String zone, ReadOnlyKeyValueStore<String, SpecificRecord> store) {
    long started = System.nanoTime();
    LiveStoreDigest last = once(zone, store);
    do {
      LiveStoreDigest again = once(zone, store);
      if (again.equals(last)) {
        return again.sequence() == 0 ? Optional.empty() : Optional.of(again);
      }
      last = again;
    } while (System.nanoTime() - started < PATIENCE.toNanos());
    return Optional.empty();
  }

  private static LiveStoreDigest once(
      String zone, ReadOnlyKeyValueStore<String, SpecificRecord> store) {
    ZoneState state = ZoneStore.stateIn(zone, store);
    ZoneRecord now = state.zone();
    return new LiveStoreDigest(
        zone, now.getEpoch(), now.getSequence(), state.digest(), now.getJournalHash());
  }
}
