package org.zonekeeper.gateway.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.session.CommandIssuer;
import org.zonekeeper.gateway.zone.ObservedInstant;

/**
 * Commands that were written and wait for the journal's answer. A wait has no end but the answer:
 * only the zone knows whether the command was done. Bounded by what each session and the gateway as
 * a whole may have pending. Desk thread only.
 */
final class PendingCommands {

  /**
   * One command that waits.
   *
   * @param span from its coming to its answer; invalid if it is not traced
   */
  record Pending(
      String commandId,
      CommandIssuer asker,
      CommandType type,
      Optional<JsonNode> id,
      String zone,
      long askedAtMs,
      Span span) {}

  /** When to say the next time that the answer is late. */
  private record Reminder(long dueMs, long waitMs, Pending of) {}

  private final long patienceMs;
  private final Map<String, Pending> byId = new HashMap<>();
  private final PriorityQueue<Reminder> reminders =
      new PriorityQueue<>((a, b) -> Long.compare(a.dueMs(), b.dueMs()));

  PendingCommands(long patienceMs) {
    this.patienceMs = patienceMs;
  }

  boolean contains(String commandId) {
    return byId.containsKey(commandId);
  }

  int size() {
    return byId.size();
  }

  void put(Pending pending) {
    byId.put(pending.commandId(), pending);
    pending.asker().quota().asked();
    remind(pending, patienceMs);
  }

  /** Takes the command out, for its answer. */
  Optional<Pending> take(String commandId) {
    Pending pending = byId.remove(commandId);
    if (pending != null) {
      pending.asker().quota().answered();
    }
    return Optional.ofNullable(pending);
  }

  /** Those that have waited for the patience, and then each time that their wait has doubled. */
  List<Pending> late(ObservedInstant now) {
    List<Pending> late = new ArrayList<>();
    while (!reminders.isEmpty() && reminders.peek().dueMs() <= now.observed()) {
      Reminder reminder = reminders.remove();
      if (reminder.of().equals(byId.get(reminder.of().commandId()))) {
        late.add(reminder.of());
        remind(reminder.of(), reminder.waitMs() * 2);
      }
    }
    return late;
  }

  private void remind(Pending pending, long waitMs) {
    reminders.add(new Reminder(pending.askedAtMs() + waitMs, waitMs, pending));
  }
}
