package org.zonekeeper.schemas.query;

import java.util.Objects;

/**
 * What a zone's live store holds, told by its digest: what an auditor compares with the fold of the
 * journal. Immutable.
 *
 * @param zone the zone
 * @param epoch its ownership epoch
 * @param sequence of the last event in the store; it may be one that is not committed yet
 * @param digest of the store's entities, the same as the digest of the journal's fold
 * @param journalHash of that last event; empty where the journal is not chained
 */
public record LiveStoreDigest(
    String zone, long epoch, long sequence, String digest, String journalHash) {
  public LiveStoreDigest {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(journalHash, "journalHash");
  }
}
