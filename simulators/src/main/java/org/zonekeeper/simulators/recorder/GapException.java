package org.zonekeeper.simulators.recorder;

import org.zonekeeper.settings.Foreseen;

/**
 * An event does not follow the last one that was recorded of its zone: something in between is
 * missing. The sender must go on from {@link #position}.
 */
public final class GapException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  private final String zone;
  private final long position;

  GapException(RecorderEvent event, long position) {
    super(
        "event %s follows %d, but the last one recorded of zone %s is %d"
            .formatted(event.id(), event.previous(), event.zone(), position));
    this.zone = event.zone();
    this.position = position;
  }

  String zone() {
    return zone;
  }

  /** Sequence of the last event recorded of the zone; 0: none. */
  long position() {
    return position;
  }
}
