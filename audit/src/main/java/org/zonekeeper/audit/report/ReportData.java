package org.zonekeeper.audit.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.zonekeeper.audit.failover.FailoverLog;
import org.zonekeeper.audit.failover.OwnerChange;
import org.zonekeeper.audit.failover.OwnerChange.Kind;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * What a report is made of. Memory grows with changes of owner and with the calls that were under
 * way at them, not with events. Confined to one thread.
 */
public final class ReportData {
  private static final int MOST_CALLS_A_CHANGE = 40;

  private final long since;
  private final Map<String, Zone> zones = new TreeMap<>();
  private long events;
  private long firstAt = Long.MAX_VALUE;
  private long lastAt = Long.MIN_VALUE;

  /**
   * @param since what came before is not shown, epoch milliseconds
   */
  public ReportData(long since) {
    this.since = since;
  }

  /** Where a zone's events go, in order. */
  public Zone zone(String zone) {
    return zones.computeIfAbsent(zone, unknown -> new Zone());
  }

  Map<String, Zone> zones() {
    return zones;
  }

  long events() {
    return events;
  }

  boolean isEmpty() {
    return lastAt < begin();
  }

  /** Where the timelines begin, epoch milliseconds. */
  long begin() {
    return Math.max(since, firstAt);
  }

  /** Where the timelines end, epoch milliseconds. */
  long end() {
    return Math.max(lastAt, begin() + 1);
  }

  /** Every change of owner that is shown, by time; a zone's opening is none. */
  List<OwnerChange> changes() {
    return zones.values().stream()
        .flatMap(zone -> zone.log.changes().stream())
        .filter(change -> change.beginning().kind() != Kind.OPENED)
        .filter(change -> change.change().at() >= since)
        .sorted(Comparator.comparingLong(change -> change.change().at()))
        .toList();
  }

  /** One zone's part. */
  public final class Zone {
    private final FailoverLog log = new FailoverLog();
    private final Map<String, CallBar> underWay = new LinkedHashMap<>();
    private final Map<String, List<OwnerChange>> witnesses = new HashMap<>();
    private final Map<OwnerChange, List<CallBar>> calls = new HashMap<>();
    private final Map<OwnerChange, Integer> left = new HashMap<>();
    private final Activity dialled = new Activity();
    private final Activity talked = new Activity();

    /** The zone's next event. */
    public void hear(JournalRecord record) {
      events++;
      firstAt = Math.min(firstAt, record.at());
      lastAt = Math.max(lastAt, record.at());
      log.hear(record);
      switch (record.event()) {
        case ZoneTakenOver e -> witnessed(record.at());
        case ZoneHandedOver e -> witnessed(record.at());
        case CallAttempted e -> {
          dialled.count(record.at());
          underWay.put(e.getCallId(), CallBar.dialled(e.getCallId(), e.getAttemptedAt()));
        }
        case CallAnswered e -> change(e.getCallId(), call -> call.answered(e.getAnsweredAt()));
        case CallConnected e -> {
          talked.count(record.at());
          change(e.getCallId(), call -> call.connected(e.getConnectedAt()));
        }
        case CallDisconnected e -> change(e.getCallId(), call -> call.down(e.getDisconnectedAt()));
        case CallMarkedNuisance e ->
            change(e.getCallId(), call -> call.marked(e.getCause().name()));
        case CallCompleted e -> completed(e, record.at());
        default -> {
          // Not drawn.
        }
      }
    }

    private void change(String callId, UnaryOperator<CallBar> change) {
      underWay.computeIfPresent(callId, (id, call) -> change.apply(call));
    }

    /** Whoever is on the line now has a place in the drawing of this change. */
    private void witnessed(long at) {
      OwnerChange change = log.changes().getLast();
      List<String> live =
          underWay.values().stream()
              .filter(call -> call.liveAt(Math.min(at, change.beginning().beganAt())))
              .map(CallBar::callId)
              .toList();
      live.stream()
          .limit(MOST_CALLS_A_CHANGE)
          .forEach(id -> witnesses.computeIfAbsent(id, call -> new ArrayList<>()).add(change));
      left.put(change, Math.max(0, live.size() - MOST_CALLS_A_CHANGE));
    }

    private void completed(CallCompleted e, long at) {
      CallBar call = underWay.remove(e.getCallId());
      List<OwnerChange> changes = witnesses.remove(e.getCallId());
      if (call != null && changes != null) {
        String how = (e.getAgentId() == null ? "" : e.getAgentId() + ", ") + e.getCompletionCode();
        CallBar done = call.completed(at, how);
        changes.forEach(change -> calls.computeIfAbsent(change, c -> new ArrayList<>()).add(done));
      }
    }

    List<OwnerChange> ownerChanges() {
      return log.changes();
    }

    /** The calls that a person was on when the change came, by when they were dialled. */
    List<CallBar> callsAt(OwnerChange change) {
      List<CallBar> all = new ArrayList<>(calls.getOrDefault(change, List.of()));
      witnesses.forEach(
          (id, changes) -> {
            if (changes.contains(change)) {
              all.add(underWay.get(id));
            }
          });
      all.sort(Comparator.comparingLong(CallBar::dialledAt));
      return all;
    }

    /** How many more there were than are shown. */
    int callsLeftOut(OwnerChange change) {
      return left.getOrDefault(change, 0);
    }

    Activity dialled() {
      return dialled;
    }

    Activity talked() {
      return talked;
    }
  }
}
