package org.zonekeeper.gateway.zone;

/**
 * One instant on three clocks. Nobody's silence is measured by a clock that runs while this gateway
 * does not hear: zones have their own, and clients have theirs.
 *
 * @param observed milliseconds that the gateway has been watching Kafka, see {@link ObservedTime};
 *     for the silence of zones, and for all else that may wait for a gateway that is late
 * @param listened milliseconds of those in which it has read what clients send; for their silence
 *     and absence
 * @param wall epoch milliseconds, UTC; for stamping messages, and for what others expect in time
 */
public record ObservedInstant(long observed, long listened, long wall) {
  /** Of a gateway that has read its clients all the time. */
  public ObservedInstant(long observed, long wall) {
    this(observed, observed, wall);
  }

  /** The same by the zones' clock, seen at another time of day. */
  public ObservedInstant at(long wallMs) {
    return new ObservedInstant(observed, listened, wallMs);
  }

  /** The same, of a gateway that has listened to its clients for so long. */
  public ObservedInstant having(long listenedMs) {
    return new ObservedInstant(observed, listenedMs, wall);
  }
}
