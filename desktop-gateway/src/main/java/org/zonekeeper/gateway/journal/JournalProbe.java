package org.zonekeeper.gateway.journal;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.schemas.journal.Journal.Event;

/** Reads single events of zones' journals, anywhere in them. Used by one thread. */
public interface JournalProbe extends AutoCloseable {
  /**
   * An event and where it stands.
   *
   * @param offset its own, which may be behind the one that was asked for
   */
  record Probed(long offset, Event event) {}

  /** Where the zone's journal begins, or its first event since that instant stands if later. */
  long beginsSince(String zone, long sinceMs);

  /** Where it ends now; what is written later is not looked for. */
  long end(String zone);

  /**
   * Some events from that offset on, in order, before {@link #end} as it was asked last.
   *
   * @return at least one, if there is one that can be read
   */
  List<Probed> from(String zone, long offset);

  /**
   * The first event at that offset or behind it, before {@link #end} as it was asked last.
   *
   * @return empty if there is none, or none that can be read
   */
  default Optional<Probed> firstFrom(String zone, long offset) {
    return from(zone, offset).stream().findFirst();
  }

  @Override
  void close();

  /** Of journals in which nothing stands. */
  static JournalProbe ofNothing() {
    return new JournalProbe() {
      @Override
      public long beginsSince(String zone, long sinceMs) {
        return 0;
      }

      @Override
      public long end(String zone) {
        return 0;
      }

      @Override
      public List<Probed> from(String zone, long offset) {
        return List.of();
      }

      @Override
      public void close() {}
    };
  }
}
