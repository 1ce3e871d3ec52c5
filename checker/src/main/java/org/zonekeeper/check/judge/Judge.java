package org.zonekeeper.check.judge;

/**
 * Judges one row of the failover contract, or one invariant. Made for one journal, or for a run of
 * several, it is fed their events, each zone's in order, and then asked for the end. Whatever else
 * it holds the journal against (transcripts, logs, a simulated world's own truth) it is given when
 * it is made. Confined to the thread that reads the journal.
 *
 * <p>A judge of one journal keeps only what is under way in the zone at a time, never what grows
 * with the journal's length. A judge of a {@linkplain org.zonekeeper.check.run.Run run} has the
 * run's evidence in memory: minutes, not years.
 */
public abstract class Judge implements AutoCloseable {
  private final String id;
  private final String title;

  /**
   * @param id of the row in the contract, such as F1, or the invariant's name
   * @param title what holds, in a few words
   */
  protected Judge(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The row's id in the contract, such as F1, or the invariant's name. */
  public final String id() {
    return id;
  }

  /** What holds, in a few words. */
  public final String title() {
    return title;
  }

  /** Whether it can judge only a journal that is read from its first event. */
  public boolean needsTheBeginning() {
    return true;
  }

  /** Takes the next event in. */
  public void next(HashedEntry entry, Findings findings) {}

  /** The journal is at its end. */
  public void end(Findings findings) {}

  /** Lets go of files, if it has any. */
  @Override
  public void close() {}
}
