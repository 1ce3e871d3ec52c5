package org.zonekeeper.audit.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.zonekeeper.audit.failover.OwnerChange.Beginning;
import org.zonekeeper.audit.failover.OwnerChange.Kind;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Finds every change of owner in one zone's journal. Fed with its events in order; confined to one
 * thread. Memory grows with changes of owner, not with events.
 */
public final class FailoverLog {
  private final List<OwnerChange> changes = new ArrayList<>();
  private final TreeSet<String> loggedOn = new TreeSet<>();
  private OptionalLong announcedAt = OptionalLong.empty();
  private OptionalLong lastAt = OptionalLong.empty();

  /** The zone's next event. */
  public void hear(JournalRecord record) {
    Optional<Beginning> beginning = beginningOf(record);
    if (beginning.isPresent()) {
      changes.add(new OwnerChange(record, beginning.get(), List.copyOf(loggedOn)));
      announcedAt = OptionalLong.empty();
    } else if (!changes.isEmpty()) {
      changes.getLast().hear(record);
    }
    switch (record.event()) {
      case AgentLoggedOn e -> loggedOn.add(e.getAgentId());
      case AgentLoggedOff e -> loggedOn.remove(e.getAgentId());
      case HandoverAnnounced e -> announcedAt = OptionalLong.of(record.at());
      default -> {
        // Nothing that the next change needs to know.
      }
    }
    lastAt = OptionalLong.of(record.at());
  }

  /** The changes so far, in order. */
  public List<OwnerChange> changes() {
    return List.copyOf(changes);
  }

  private Optional<Beginning> beginningOf(JournalRecord record) {
    long last = lastAt.orElse(record.at());
    return switch (record.event()) {
      case ZoneOpened e ->
          Optional.of(new Beginning(Kind.OPENED, "", name(e.getOwner()), "", record.at(), last));
      case ZoneHandedOver e ->
          Optional.of(
              new Beginning(
                  Kind.PLANNED,
                  name(e.getPreviousOwner()),
                  name(e.getOwner()),
                  e.getGrounds(),
                  announcedAt.orElse(record.at()),
                  last));
      case ZoneTakenOver e ->
          Optional.of(
              new Beginning(
                  e.getPreviousOwner().equals(e.getOwner()) ? Kind.OWN_SILENCE : Kind.OUTAGE,
                  name(e.getPreviousOwner()),
                  name(e.getOwner()),
                  e.getGrounds(),
                  e.getOutageBeganAt(),
                  last));
      default -> Optional.empty();
    };
  }

  private static String name(Owner owner) {
    return owner.getAgentManager();
  }
}
