package org.zonekeeper.acr;

/** By what a recorder's position is known to be one of this journal. */
enum PositionMatch {
  /** By the hash of its last event, or because this consumer group forwarded the journal before. */
  HASH,
  /** By the sequence alone: somebody who knows vouches for it. */
  SEQUENCE
}
