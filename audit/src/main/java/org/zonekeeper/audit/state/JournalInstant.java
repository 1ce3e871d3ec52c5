package org.zonekeeper.audit.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.zonekeeper.audit.source.JournalRange;

/** An instant of a journal: behind the event of a sequence, behind all events of a time. */
public sealed interface JournalInstant {

  /** What a user may write. */
  String FORMS =
      "a sequence (1042), a time (2026-11-25T01:02:03.004Z; without an offset it is in --time-zone;"
          + " a date is its midnight), @ and epoch milliseconds, or 'end'";

  /** Everything up to this instant. */
  JournalRange until();

  /** Just behind the event of this sequence; needs one zone. */
  record AtSequence(long sequence) implements JournalInstant {
    @Override
    public JournalRange until() {
      return JournalRange.ALL.toSequence(sequence);
    }

    @Override
    public String toString() {
      return "sequence " + sequence;
    }
  }

  /** Behind the last event of this time or before, epoch milliseconds. */
  record AtTime(long millis) implements JournalInstant {
    @Override
    public JournalRange until() {
      return JournalRange.ALL.toTime(millis);
    }

    @Override
    public String toString() {
      return Instant.ofEpochMilli(millis).toString();
    }
  }

  /** Behind the last event that there is. */
  record End() implements JournalInstant {
    @Override
    public JournalRange until() {
      return JournalRange.ALL;
    }

    @Override
    public String toString() {
      return "the end";
    }
  }

  /**
   * Reads what a user wrote.
   *
   * @param here for times without an offset
   * @throws IllegalArgumentException with what is allowed
   */
  static JournalInstant parse(String text, ZoneId here) {
    String stripped = text.strip();
    if (stripped.equals("end") || stripped.equals("now")) {
      return new End();
    }
    if (stripped.matches("\\d{1,18}")) {
      long sequence = Long.parseLong(stripped);
      if (sequence == 0) {
        throw new IllegalArgumentException("sequences begin with 1");
      }
      return new AtSequence(sequence);
    }
    return new AtTime(millis(stripped, here));
  }

  /**
   * Reads a time that a user wrote, as epoch milliseconds.
   *
   * @param here for times without an offset
   * @throws IllegalArgumentException with what is allowed
   */
  static long millis(String text, ZoneId here) {
    try {
      if (text.matches("@\\d{1,18}")) {
        return Long.parseLong(text.substring(1));
      }
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(text).atStartOfDay(here).toInstant().toEpochMilli();
      }
      if (text.matches(".*T.*(Z|[+-]\\d{2}(:?\\d{2})?)")) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
      }
      return LocalDateTime.parse(text).atZone(here).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'%s' is none of: %s".formatted(text, FORMS), e);
    }
  }
}
