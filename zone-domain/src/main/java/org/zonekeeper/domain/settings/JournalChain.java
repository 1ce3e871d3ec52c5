package org.zonekeeper.domain.settings;

import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.Journal.Event;

/** Whether each event carries the hash of the one before it. */
public enum JournalChain {
  CHAINED,
  UNCHAINED;

  /** One zone's hashes, as this setting has them. Confined to the zone's thread. */
  public Links links() {
    return switch (this) {
      case CHAINED -> new BodyHash()::of;
      case UNCHAINED -> event -> "";
    };
  }

  /** What the next event will carry of this one. */
  public interface Links {
    /** The event's hash, its header included; empty if the next one is to carry none. */
    String hashOf(Event event);
  }
}
