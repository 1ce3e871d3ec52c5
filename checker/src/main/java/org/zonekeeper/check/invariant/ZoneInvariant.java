package org.zonekeeper.check.invariant;

/**
 * One thing that must hold of one zone's journal; made anew for each zone. Confined to the thread
 * that reads the zone. Its memory is bounded by what is under way in the zone at a time, never by
 * the journal's length.
 */
public interface ZoneInvariant extends AutoCloseable {
  /** What it is called in verdicts. */
  String id();

  /** It in a few words. */
  String title();

  /** Whether it can be judged of a journal whose beginning is missing. */
  default boolean needsTheBeginning() {
    return true;
  }

  /** Takes the zone's next event in. */
  void next(Read read, Notes notes);

  /** The journal is at its end. */
  default void end(Notes notes) {}

  /** Lets go of files, if it has any. */
  @Override
  default void close() {}
}
