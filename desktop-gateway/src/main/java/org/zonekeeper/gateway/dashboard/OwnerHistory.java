package org.zonekeeper.gateway.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.gateway.dashboard.OwnerChange.Count;
import org.zonekeeper.gateway.dashboard.OwnerChange.Kind;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallStatusReceived;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Fold of one zone's journal into its changes of owner and what each cost: the timeline of owners.
 * The latest hundred are kept. Gateway thread only.
 */
final class OwnerHistory {
  private static final int KEPT = 100;

  /** What a takeover brought about shows within this; later refusals and log-offs are not its. */
  private static final long AFTERMATH_MS = 30_000;

  private final Deque<OwnerChange> changes = new ArrayDeque<>();
  private long availableAt;
  private long completeSince;

  /**
   * Each event of the zone's journal, in order.
   *
   * @param attemptsPerMinute the zone's rate before the event
   */
  void event(Event event, int attemptsPerMinute) {
    long at = event.getHeader().getAt();
    switch (event) {
      case ZoneTakenOver e -> {
        availableAt = 0;
        add(changeOf(e, attemptsPerMinute).orElseThrow());
      }
      case ZoneOpened e -> add(changeOf(e, attemptsPerMinute).orElseThrow());
      case ZoneHandedOver e -> add(changeOf(e, attemptsPerMinute).orElseThrow());
      default -> takeover(at).ifPresent(change -> follow(change, event, at));
    }
  }

  /**
   * Changes of owner before this gateway read the journal, found in it later.
   *
   * @param events those, and of each takeover that the zone worked again, in order
   * @param since from when on none is missing, epoch milliseconds
   */
  void past(List<Event> events, long since) {
    Deque<OwnerChange> earlier = new ArrayDeque<>();
    long first = changes.isEmpty() ? Long.MAX_VALUE : changes.getFirst().epoch();
    for (Event event : events) {
      if (event.getHeader().getEpoch() >= first) {
        break;
      }
      changeOf(event, 0).map(OwnerChange::asPast).ifPresent(earlier::addLast);
      if (event instanceof ZoneAvailable && !earlier.isEmpty()) {
        earlier.getLast().available(event.getHeader().getAt());
      }
    }
    while (!earlier.isEmpty() && changes.size() < KEPT) {
      changes.addFirst(earlier.removeLast());
    }
    completeSince = earlier.isEmpty() ? since : changes.getFirst().at();
  }

  /** From when on no change is missing, epoch milliseconds; 0: the past was not looked up. */
  long completeSince() {
    return completeSince;
  }

  /** The gateway noticed that the zone gave no sign of life. */
  void noticed(long epoch, long at) {
    takeover(at)
        .filter(change -> change.plain().get("epoch").equals(epoch))
        .ifPresent(change -> change.noticed(at));
  }

  /** All that are kept, oldest first. */
  List<OwnerChange> all() {
    return List.copyOf(changes);
  }

  private static Optional<OwnerChange> changeOf(Event event, int attemptsPerMinute) {
    long epoch = event.getHeader().getEpoch();
    long at = event.getHeader().getAt();
    return switch (event) {
      case ZoneOpened e ->
          Optional.of(
              new OwnerChange(Kind.OPENED, epoch, at, 0)
                  .with("owner", e.getOwner().getAgentManager()));
      case ZoneHandedOver e ->
          Optional.of(
              new OwnerChange(Kind.HANDED_OVER, epoch, at, attemptsPerMinute)
                  .with("owner", e.getOwner().getAgentManager())
                  .with("previousOwner", e.getPreviousOwner().getAgentManager())
                  .with("grounds", e.getGrounds())
                  .with("digest", e.getStateDigest()));
      case ZoneTakenOver e ->
          Optional.of(
              new OwnerChange(Kind.TAKEN_OVER, epoch, at, attemptsPerMinute)
                  .outageBegan(e.getOutageBeganAt())
                  .with("owner", e.getOwner().getAgentManager())
                  .with("previousOwner", e.getPreviousOwner().getAgentManager())
                  .with("grounds", e.getGrounds())
                  .with("digest", e.getStateDigest()));
      default -> Optional.empty();
    };
  }

  private void follow(OwnerChange change, Event event, long at) {
    switch (event) {
      case ZoneAvailable e -> {
        availableAt = at;
        change.available(at);
      }
      case CallMarkedNuisance e -> {
        if (e.getCause() == NuisanceCause.FAILOVER) {
          change.count(Count.MARKED_NUISANCE, 1);
        }
      }
      case CommandRefused e -> {
        if (e.getReason() == RefusalReason.ZONE_NOT_AVAILABLE) {
          change.count(Count.COMMANDS_REFUSED, 1);
        }
      }
      case CallDisconnected e -> {
        if (!change.isAvailable()) {
          change.count(Count.CALLS_ENDED, 1);
        }
      }
      case AgentLoggedOff e -> {
        if (e.getGrounds() == LogOffGrounds.DESKTOP_ERROR) {
          change.count(Count.LOGGED_OFF, 1);
        }
      }
      case AgentReloginRequired e -> change.count(Count.RELOGIN_REQUIRED, 1);
      case LiveCallAnnounced e ->
          Optional.ofNullable(e.getConnectedAt()).ifPresent(change::survived);
      case DesktopCheckRequested e -> change.count(Count.DESKTOPS_ASKED, 1);
      case DesktopCheckPassed e -> change.count(Count.DESKTOPS_PASSED, 1);
      case DesktopCheckFailed e -> change.count(Count.DESKTOPS_FAILED, 1);
      case CallStatusRequested e -> change.count(Count.CALLS_ASKED, e.getCalls().size());
      case CallStatusReceived e -> change.count(Count.CALLS_UNKNOWN, e.getUnknownCalls().size());
      case CallAttempted e -> {
        if (change.isAvailable()) {
          change.dialled(at);
        }
      }
      default -> {
        // Not of the takeover's making.
      }
    }
  }

  /** The latest change, if it was a takeover whose aftermath lasts. */
  private Optional<OwnerChange> takeover(long at) {
    return Optional.ofNullable(changes.peekLast())
        .filter(change -> change.kind() == Kind.TAKEN_OVER && !change.isPast())
        .filter(change -> availableAt == 0 || at - availableAt <= AFTERMATH_MS);
  }

  private void add(OwnerChange change) {
    // The search may have been ahead of those who follow the journal.
    changes.removeIf(known -> known.epoch() == change.epoch());
    changes.addLast(change);
    if (changes.size() > KEPT) {
      changes.removeFirst();
      completeSince = completeSince == 0 ? 0 : changes.getFirst().at();
    }
  }
}
