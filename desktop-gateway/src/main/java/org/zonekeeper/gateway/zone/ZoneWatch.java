package org.zonekeeper.gateway.zone;

import java.util.Optional;
import org.zonekeeper.gateway.protocol.Notification.Place;
import org.zonekeeper.gateway.zone.ZoneChange.Cause;
import org.zonekeeper.gateway.zone.ZoneChange.Kind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * Watches one zone: its heartbeats, its journal and the clock go in, the beginnings and ends of its
 * outages come out, each once. Not thread-safe: the desk's thread.
 *
 * <p>What happened is taken from the journal, in its order; heartbeats only prove life, and tell a
 * gateway that has just started where the zone stands.
 */
public final class ZoneWatch {
  private enum State {
    /** Never heard of: no owner yet. */
    UNKNOWN,
    AVAILABLE,
    /** An outage, by silence; no takeover seen yet. */
    SILENT,
    /** An outage; a new owner is on the way to {@link ZoneAvailable}. */
    TAKEN_OVER
  }

  private final String zone;
  private final OwnerSilenceLimits patience;
  private State state = State.UNKNOWN;
  private long epoch;
  private long sequence;
  private long at;
  private boolean handingOver;
  private ObservedInstant lastSign;
  private long lastHeartbeatAt;
  private int outages;
  private long outageBeganAt;
  private long toleranceMs;
  private int featureLevel = FeatureLevel.FIRST.number();

  public ZoneWatch(String zone, OwnerSilenceLimits patience) {
    this.zone = zone;
    this.patience = patience;
    this.lastSign = new ObservedInstant(0, 0);
  }

  /** A record of the zone-status topic. */
  public Optional<ZoneChange> heartbeat(ZoneStatus status, ObservedInstant now) {
    if (status.getEpoch() < epoch) {
      return Optional.empty();
    }
    toleranceMs = status.getToleranceMs();
    featureLevel = status.getFeatureLevel();
    if (state == State.UNKNOWN) {
      return begin(status, now);
    }
    if (state == State.SILENT) {
      return resumed(status, now);
    }
    if (state == State.AVAILABLE) {
      lastSign = now;
      lastHeartbeatAt = status.getHeartbeatAt();
      if (status.getEpoch() == epoch) {
        handingOver = status.getPhase() == ZonePhase.HANDING_OVER;
      }
    }
    return Optional.empty();
  }

  /** X9: what may be asked of the zone; the first level until it was heard of. */
  public int featureLevel() {
    return featureLevel;
  }

  /** An event of the zone's journal, each of them, in order. */
  public Optional<ZoneChange> event(Event event, ObservedInstant now) {
    EventHeader header = event.getHeader();
    if (header.getSequence() <= sequence) {
      // The status that this gateway started from is newer than where it began to read the journal.
      return Optional.empty();
    }
    sequence = header.getSequence();
    at = header.getAt();
    Optional<ZoneChange> change =
        switch (event) {
          case ZoneTakenOver takenOver -> takenOver(takenOver, now);
          case ZoneHandedOver handedOver -> handedOver(handedOver, now);
          case ZoneAvailable available -> available(available, now);
          default -> Optional.empty();
        };
    epoch = header.getEpoch();
    if (state == State.AVAILABLE) {
      lastSign = now;
      handingOver = event instanceof HandoverAnnounced || (handingOver && change.isEmpty());
    }
    return change;
  }

  /** The clock: to be called often, after all that Kafka had to give was read. */
  public Optional<ZoneChange> tick(ObservedInstant now) {
    if (state != State.AVAILABLE) {
      return Optional.empty();
    }
    long limit = handingOver ? patience.handoverMs() : silenceLimit();
    if (now.observed() - lastSign.observed() <= limit) {
      return Optional.empty();
    }
    state = State.SILENT;
    outages++;
    outageBeganAt = lastSign.wall();
    return Optional.of(change(Kind.NOT_AVAILABLE, Cause.HEARTBEAT_SILENCE, now.wall()));
  }

  /** What the zone tolerates counts for no outage. */
  private long silenceLimit() {
    return patience.silenceMs() + toleranceMs;
  }

  private Optional<ZoneChange> begin(ZoneStatus status, ObservedInstant now) {
    epoch = status.getEpoch();
    sequence = Math.max(sequence, status.getSequence());
    lastHeartbeatAt = status.getHeartbeatAt();
    lastSign = now;
    handingOver = status.getPhase() == ZonePhase.HANDING_OVER;
    if (status.getPhase() == ZonePhase.TAKING_OVER) {
      state = State.TAKEN_OVER;
      outages++;
      outageBeganAt = status.getOutageBeganAt();
      return Optional.of(change(Kind.NOT_AVAILABLE, Cause.TAKEOVER, now.wall()));
    }
    state = State.AVAILABLE;
    return Optional.empty();
  }

  /**
   * The owner speaks again without a takeover. A heartbeat from before the silence that was only
   * read late does not count: the owner's clock must have moved on by as much as the silence
   * lasted.
   */
  private Optional<ZoneChange> resumed(ZoneStatus status, ObservedInstant now) {
    boolean carriesOn =
        status.getEpoch() == epoch
            && status.getPhase() != ZonePhase.TAKING_OVER
            && status.getHeartbeatAt() >= lastHeartbeatAt + silenceLimit();
    if (!carriesOn) {
      return Optional.empty();
    }
    lastHeartbeatAt = status.getHeartbeatAt();
    return Optional.of(over(Cause.RESUMED, now, now.wall()));
  }

  private Optional<ZoneChange> takenOver(ZoneTakenOver event, ObservedInstant now) {
    boolean unannounced = state == State.AVAILABLE || state == State.UNKNOWN;
    state = State.TAKEN_OVER;
    epoch = event.getHeader().getEpoch();
    outageBeganAt = event.getOutageBeganAt();
    if (!unannounced) {
      return Optional.empty();
    }
    outages++;
    return Optional.of(change(Kind.NOT_AVAILABLE, Cause.TAKEOVER, now.wall()));
  }

  private Optional<ZoneChange> handedOver(ZoneHandedOver event, ObservedInstant now) {
    epoch = event.getHeader().getEpoch();
    handingOver = false;
    return state == State.SILENT
        ? Optional.of(over(Cause.HANDOVER, now, now.wall()))
        : Optional.empty();
  }

  private Optional<ZoneChange> available(ZoneAvailable event, ObservedInstant now) {
    epoch = event.getHeader().getEpoch();
    if (state == State.AVAILABLE) {
      return Optional.empty();
    }
    if (state == State.UNKNOWN) {
      state = State.AVAILABLE;
      return Optional.empty();
    }
    return Optional.of(over(Cause.TAKEOVER, now, event.getHeader().getAt()));
  }

  private ZoneChange over(Cause cause, ObservedInstant now, long time) {
    state = State.AVAILABLE;
    lastSign = now;
    handingOver = false;
    return change(Kind.AVAILABLE, cause, time);
  }

  private ZoneChange change(Kind kind, Cause cause, long time) {
    return new ZoneChange(
        kind, cause, new Place(zone, epoch, sequence, time), outages, outageBeganAt);
  }

  public String zone() {
    return zone;
  }

  /** Whether commands make sense now. */
  public boolean isAvailable() {
    return state == State.AVAILABLE;
  }

  /** Whether the zone ever had an owner, by what this gateway has read. */
  public boolean isKnown() {
    return state != State.UNKNOWN;
  }

  /** The zone's epoch by the journal; 0 before anything was read. */
  public long epoch() {
    return epoch;
  }

  /** Time of the last event read, epoch milliseconds; of the last heartbeat if none was. */
  public long at() {
    return Math.max(at, lastHeartbeatAt);
  }

  /** How many outages have begun so far. */
  public int outages() {
    return outages;
  }

  /** How many of them are over. */
  public int outagesOver() {
    return state == State.SILENT || state == State.TAKEN_OVER ? outages - 1 : outages;
  }

  /** Where the zone's story stands, for messages that stand for no event. */
  public Place place(long wallMs) {
    return new Place(zone, epoch, sequence, wallMs);
  }
}
