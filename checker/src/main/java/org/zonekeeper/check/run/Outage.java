package org.zonekeeper.check.run;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * One zone's outage: its owner died or froze, another took over.
 *
 * @param zone the zone
 * @param victim the owner that failed
 * @param beganAt when it was done to the owner, epoch milliseconds
 * @param certainAt from when on the owner surely did nothing more, epoch milliseconds
 * @param until when the next outage of the zone began; {@link Long#MAX_VALUE} if none did
 * @param takenOver the takeover; empty if there was none
 * @param available the end of it; empty if there was none
 * @param agents who was logged on in the zone when it began
 */
public record Outage(
    String zone,
    String victim,
    long beganAt,
    long certainAt,
    long until,
    Optional<ZoneTakenOver> takenOver,
    Optional<ZoneAvailable> available,
    List<String> agents) {

  public Outage {
    agents = List.copyOf(agents);
  }

  /** Whether its owner only found itself to have been silent, and kept the zone. */
  public boolean ownSilence() {
    return takenOver.filter(taken -> taken.getPreviousOwner().equals(taken.getOwner())).isPresent();
  }

  /** Whether it began, was taken over and ended. */
  public boolean mended() {
    return takenOver.isPresent() && available.isPresent();
  }

  /** Place of the takeover in the zone's journal; call only when {@link #mended}. */
  public long takeoverSequence() {
    return takenOver.orElseThrow().getHeader().getSequence();
  }

  /** Place of the end in the zone's journal; call only when {@link #mended}. */
  public long availableSequence() {
    return available.orElseThrow().getHeader().getSequence();
  }

  /** When the new owner said that the zone works again; call only when {@link #mended}. */
  public long availableAt() {
    return available.orElseThrow().getHeader().getAt();
  }

  /** Whether the time lies between the owner's certain end and the zone's being available again. */
  public boolean covers(long at) {
    return at > certainAt && at < available.map(end -> end.getHeader().getAt()).orElse(until);
  }

  /** Whether a sign of this outage may come at this time: after it began, before the next one. */
  public boolean mayBeToldAt(long at) {
    return at >= beganAt && at < until;
  }
}
