package org.zonekeeper.simulation.judge;

import java.util.HashSet;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * F3, F7, F8 and X1 as far as commands are concerned: what was sent before or during an outage is
 * refused, nothing else is refused for one, and every command is answered exactly once.
 */
final class CommandLaw implements Law {
  private final Chronicle chronicle;
  private final String zone;
  private final Faults faults;
  private final Set<String> answered = new HashSet<>();

  CommandLaw(Chronicle chronicle, String zone, Faults faults) {
    this.chronicle = chronicle;
    this.zone = zone;
    this.faults = faults;
  }

  @Override
  public void next(JournalEntry entry, ZoneState before) {
    if (entry.event() instanceof CommandAccepted accepted) {
      once(accepted.getCommandId(), entry);
      if (closed(accepted.getCommandId(), before.zone())) {
        faults.fault("F3: accepted though sent before or during an outage: " + entry);
      }
    } else if (entry.event() instanceof CommandRefused refused
        && refused.getReason() != RefusalReason.COMMAND_ID_REUSED) {
      once(refused.getCommandId(), entry);
      if (refused.getReason() == RefusalReason.ZONE_NOT_AVAILABLE
          && refused.getRefusedBy() == RefusedBy.ZONE
          && !closed(refused.getCommandId(), before.zone())) {
        faults.fault("X1: refused for an outage that there was not: " + entry);
      }
    }
  }

  @Override
  public void end(ZoneState last) {
    chronicle
        .commands()
        .forEach(
            (id, header) -> {
              if (header.getZone().equals(zone) && !answered.contains(id)) {
                faults.fault("F3: command " + id + " was never answered");
              }
            });
  }

  private void once(String commandId, JournalEntry entry) {
    if (!answered.add(commandId)) {
      faults.fault("answered again: " + entry);
    }
  }

  /** By what the sender really saw, not by what the record claims. */
  private boolean closed(String commandId, ZoneRecord before) {
    CommandHeader sent = chronicle.commands().get(commandId);
    long seen = sent == null ? 0 : sent.getEpochSeen();
    return before.getLife() != ZoneLife.AVAILABLE
        || (seen != 0 && seen < before.getLastOutageEpoch());
  }
}
