package org.zonekeeper.audit.source;

/**
 * A stretch of a zone's journal, by sequence and by time; both bounds of both belong to it.
 * Sequence and time of a journal never fall, so a stretch is one piece. Immutable.
 *
 * @param fromSequence first sequence, from 1
 * @param toSequence last sequence
 * @param fromTime epoch milliseconds
 * @param toTime epoch milliseconds
 */
public record JournalRange(long fromSequence, long toSequence, long fromTime, long toTime) {
  /** Everything there is. */
  public static final JournalRange ALL =
      new JournalRange(1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);

  public JournalRange {
    if (fromSequence < 1 || fromSequence > toSequence) {
      throw new IllegalArgumentException(
          "sequences from %d to %d: the first is 1 or more, and not after the last"
              .formatted(fromSequence, toSequence));
    }
    if (fromTime > toTime) {
      throw new IllegalArgumentException(
          "times from %d to %d: the first must not be after the last".formatted(fromTime, toTime));
    }
  }

  /** The same, beginning with this sequence at the earliest. */
  public JournalRange fromSequence(long sequence) {
    return new JournalRange(Math.max(fromSequence, sequence), toSequence, fromTime, toTime);
  }

  /** The same, ending with this sequence at the latest. */
  public JournalRange toSequence(long sequence) {
    return new JournalRange(fromSequence, Math.min(toSequence, sequence), fromTime, toTime);
  }

  /** The same, beginning at this time at the earliest, epoch milliseconds. */
  public JournalRange fromTime(long millis) {
    return new JournalRange(fromSequence, toSequence, Math.max(fromTime, millis), toTime);
  }

  /** The same, ending at this time at the latest, epoch milliseconds. */
  public JournalRange toTime(long millis) {
    return new JournalRange(fromSequence, toSequence, fromTime, Math.min(toTime, millis));
  }

  /** Whether an event of this sequence and time comes before the stretch. */
  public boolean startsAfter(long sequence, long at) {
    return sequence < fromSequence || at < fromTime;
  }

  /** Whether an event of this sequence and time, and with it all later ones, is behind it. */
  public boolean endsBefore(long sequence, long at) {
    return sequence > toSequence || at > toTime;
  }
}
