package org.zonekeeper.check.evidence;

import java.util.IdentityHashMap;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.wire.WireRecord;

/**
 * Reads records and remembers the hash of each one's body as it lay in the topic: an event that
 * another version wrote has other bytes than it would have now. Confined to one thread.
 */
final class BodyHashes implements Deserializer<SpecificRecord> {
  private final Deserializer<SpecificRecord> records;
  private final BodyHash hashes = new BodyHash();
  private final IdentityHashMap<SpecificRecord, String> byRecord = new IdentityHashMap<>();

  /**
   * @param records reads them; stays open
   */
  BodyHashes(Deserializer<SpecificRecord> records) {
    this.records = records;
  }

  @Override
  public SpecificRecord deserialize(String topic, byte[] bytes) {
    SpecificRecord record = records.deserialize(topic, bytes);
    if (record != null) {
      byRecord.put(record, hashes.of(WireRecord.parse(topic, bytes).body()));
    }
    return record;
  }

  /** That of a record which this has read. */
  Optional<String> of(SpecificRecord record) {
    return Optional.ofNullable(byRecord.get(record));
  }
}
