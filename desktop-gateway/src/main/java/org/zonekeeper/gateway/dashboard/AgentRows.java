package org.zonekeeper.gateway.dashboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * The agents of one zone as a dashboard's table shows them: the read model, and since when by the
 * journal. Remembers who changed since the last look, so that a console is told of each agent once,
 * however often the agent changed meanwhile. Gateway thread only.
 */
final class AgentRows {
  /** The read model's record and the event that made it stand in one transaction. */
  private static final long SAME_MS = 1_000;

  /** What the journal says beyond the read model. */
  private static final class Row {
    private Optional<AgentSnapshot> snapshot = Optional.empty();
    private long stateSince;
    private long callStateSince;
    private Optional<String> reason = Optional.empty();
    private boolean held;
    private int calls;
    private long talkMs;
  }

  private final Map<String, Row> rows = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  /** Each event of the zone's journal, in order. */
  void event(Event event) {
    long at = event.getHeader().getAt();
    switch (event) {
      case AgentStateChanged e -> {
        Row row = row(e.getAgentId());
        row.stateSince = at;
        row.reason = Optional.ofNullable(e.getReasonCode());
      }
      case AgentCallStateChanged e -> {
        Row row = row(e.getAgentId());
        row.callStateSince = at;
        row.held = false;
      }
      case CallHeld e -> row(e.getAgentId()).held = true;
      case CallUnheld e -> row(e.getAgentId()).held = false;
      case CallCompleted e ->
          Optional.ofNullable(e.getAgentId())
              .map(rows::get)
              .ifPresent(
                  row -> {
                    row.calls++;
                    if (e.getConnectedAt() != null && e.getDisconnectedAt() != null) {
                      row.talkMs += Math.max(0, e.getDisconnectedAt() - e.getConnectedAt());
                    }
                  });
      default -> {
        // Shows in the read model alone.
      }
    }
  }

  /** A record of the read model. */
  void put(AgentSnapshot snapshot) {
    Row row = row(snapshot.getAgentId());
    Optional<AgentSnapshot> before = row.snapshot;
    if (before.map(AgentSnapshot::getAgentState).filter(snapshot.getAgentState()::equals).isEmpty()
        && row.stateSince < snapshot.getAt() - SAME_MS) {
      row.stateSince = snapshot.getAt();
    }
    if (before.map(AgentSnapshot::getCallState).filter(snapshot.getCallState()::equals).isEmpty()
        && row.callStateSince < snapshot.getAt() - SAME_MS) {
      row.callStateSince = snapshot.getAt();
    }
    row.snapshot = Optional.of(snapshot);
    changed.add(snapshot.getAgentId());
  }

  /** A tombstone of the read model. */
  void remove(String agentId) {
    if (rows.remove(agentId) != null) {
      changed.add(agentId);
    }
  }

  /** The ids of all agents who are there. */
  List<String> ids() {
    return rows.entrySet().stream()
        .filter(row -> row.getValue().snapshot.isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those who changed since the last time. */
  List<Map<String, Object>> takeChanged() {
    List<String> ids = List.copyOf(changed);
    changed.clear();
    return plain(ids);
  }

  /** As the notification carries them; one who is gone is only an id and LOGOUT. */
  List<Map<String, Object>> plain(List<String> ids) {
    List<Map<String, Object>> plain = new ArrayList<>();
    for (String id : ids) {
      Row row = rows.get(id);
      // What the journal says of somebody who is gone may come behind the tombstone.
      plain.add(
          row == null || row.snapshot.isEmpty()
              ? Map.of("agent", id, "agentState", AgentState.LOGOUT.name())
              : plain(row, row.snapshot.get()));
    }
    return plain;
  }

  private static Map<String, Object> plain(Row row, AgentSnapshot snapshot) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("agent", snapshot.getAgentId());
    plain.put("agentState", snapshot.getAgentState().name());
    plain.put("callState", snapshot.getCallState().name());
    plain.put("jobState", snapshot.getJobState().name());
    plain.put("nailup", snapshot.getNailup().name());
    plain.put("stateSince", row.stateSince);
    plain.put("callStateSince", row.callStateSince);
    Optional.ofNullable(snapshot.getCallId()).ifPresent(call -> plain.put("call", call));
    Optional.ofNullable(snapshot.getJobId()).ifPresent(job -> plain.put("job", job));
    row.reason.ifPresent(reason -> plain.put("reasonCode", reason));
    if (row.held) {
      plain.put("held", true);
    }
    if (snapshot.getReloginRequired()) {
      plain.put("reloginRequired", true);
    }
    plain.put("calls", row.calls);
    plain.put("talkMs", row.talkMs);
    return plain;
  }

  private Row row(String agentId) {
    return rows.computeIfAbsent(agentId, id -> new Row());
  }
}
