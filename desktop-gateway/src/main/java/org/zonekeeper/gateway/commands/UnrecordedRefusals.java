package org.zonekeeper.gateway.commands;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.zonekeeper.gateway.commands.PendingCommands.Pending;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.zone.ObservedInstant;

/**
 * Refusals of this gateway that are to be on record and that the broker has not confirmed yet. Who
 * asked is told when it has, which takes milliseconds; if it does not in time, they are told all
 * the same, with the remark that the record may be missing. So a command during an outage is
 * refused at once even while the broker is slow. Desk thread only.
 */
final class UnrecordedRefusals {
  private final long patienceMs;
  private final Map<String, Unrecorded> byId = new HashMap<>();
  private final Queue<Unrecorded> inOrder = new ArrayDeque<>();

  /**
   * One refusal that waits to be told.
   *
   * @param command what was refused, and who asked for it
   * @param refusal why
   */
  record Unrecorded(Pending command, Refusal refusal) {}

  /**
   * @param patienceMs how long each waits for the broker, in observed time
   */
  UnrecordedRefusals(long patienceMs) {
    this.patienceMs = patienceMs;
  }

  boolean contains(String commandId) {
    return byId.containsKey(commandId);
  }

  void put(Pending command, Refusal refusal) {
    Unrecorded unrecorded = new Unrecorded(command, refusal);
    byId.put(command.commandId(), unrecorded);
    inOrder.add(unrecorded);
  }

  /** Takes the refusal out: now it is known whether it is on record. */
  Optional<Unrecorded> take(String commandId) {
    return Optional.ofNullable(byId.remove(commandId));
  }

  /** Takes those out that have waited for long enough, in the order in which they were asked. */
  List<Unrecorded> takeLate(ObservedInstant now) {
    List<Unrecorded> late = new ArrayList<>();
    while (!inOrder.isEmpty() && isSettledOrLate(inOrder.element(), now)) {
      Unrecorded first = inOrder.remove();
      if (byId.remove(first.command().commandId(), first)) {
        late.add(first);
      }
    }
    return late;
  }

  private boolean isSettledOrLate(Unrecorded first, ObservedInstant now) {
    return !first.equals(byId.get(first.command().commandId()))
        || first.command().askedAtMs() + patienceMs <= now.observed();
  }
}
