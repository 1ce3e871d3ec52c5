package org.zonekeeper.acr;

import org.zonekeeper.schemas.recorder.EventWithheld;
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.trace.TraceContext;

/**
 * An event on its way to the recorder.
 *
 * @param offset of the record in the journal that it was made of
 * @param event of the recorder's contract
 * @param trace that the record in the journal belongs to
 */
record OutgoingEvent(long offset, RecorderEvent event, TraceContext trace) {

  long sequence() {
    return header().getSequence();
  }

  /** Where a recorder is that has it as its last. */
  RecorderPosition place() {
    return placeOf(event);
  }

  static RecorderPosition placeOf(RecorderEvent event) {
    return new RecorderPosition(
        event.getHeader().getSequence(), event.getHeader().getJournalHash());
  }

  /** When it was decided, epoch milliseconds. */
  long at() {
    return header().getAt();
  }

  RecorderHeader header() {
    return event.getHeader();
  }

  /** Whether it stands for an event that was refused. */
  boolean isPlaceholder() {
    return event instanceof EventWithheld;
  }

  /**
   * What takes its place in the stream, so that the stream has no gap and the recorder's position
   * moves on.
   */
  OutgoingEvent withheld(String cause) {
    return new OutgoingEvent(offset, new EventWithheld(header(), event.typeName(), cause), trace);
  }
}
