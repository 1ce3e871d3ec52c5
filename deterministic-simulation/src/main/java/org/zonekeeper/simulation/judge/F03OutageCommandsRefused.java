package org.zonekeeper.simulation.judge;

import java.util.HashSet;
import java.util.Set;
import org.zonekeeper.check.journal.ZonePhase;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.RefusedBy;

/**
 * F3, F7, F8 and X1 as far as commands are concerned, by what their senders really saw: what was
 * sent before or during an outage is refused, nothing else is refused for one, and every command is
 * answered.
 */
final class F03OutageCommandsRefused extends Judge {
  private final WorldEvidence world;
  private final String name;
  private final ZonePhase zone = new ZonePhase();
  private final Set<String> answered = new HashSet<>();

  F03OutageCommandsRefused(WorldEvidence world, String zone) {
    super("F3", "commands of an outage are refused, others are not, each is answered");
    this.world = world;
    this.name = zone;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case CommandAccepted e -> {
        answered.add(e.getCommandId());
        findings.require(
            !ofOutage(e.getCommandId()),
            entry,
            "accepted though sent before or during an outage: " + entry);
      }
      case CommandRefused e -> {
        answered.add(e.getCommandId());
        findings.require(
            e.getReason() != RefusalReason.ZONE_NOT_AVAILABLE
                || e.getRefusedBy() != RefusedBy.ZONE
                || ofOutage(e.getCommandId()),
            entry,
            "refused for an outage that there was not: " + entry);
      }
      default -> {
        // No answer.
      }
    }
    zone.apply(entry.event());
  }

  @Override
  public void end(Findings findings) {
    world
        .commands()
        .forEach(
            (id, header) ->
                findings.require(
                    !header.getZone().equals(name) || answered.contains(id),
                    "command " + id + " was never answered"));
  }

  /** By what the sender really saw, not by what the record claims. */
  private boolean ofOutage(String commandId) {
    CommandHeader sent = world.commands().get(commandId);
    long seen = sent == null ? 0 : sent.getEpochSeen();
    return !zone.isAvailable() || (seen != 0 && seen < zone.lastOutageEpoch());
  }
}
