package org.zonekeeper.am.ownership;

import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.FactHeader;

/**
 * The records that a new owner writes into its own partition of both input topics after an outage:
 * whatever it reads before them was written before it took over. Used by the zone's task.
 * Stateless.
 */
public final class InputBarriers {
  private InputBarriers() {}

  /** The barrier of the commands topic. */
  public static CommandBarrier command(String zone, long epoch, Owner owner, long nowMillis) {
    var header =
        CommandHeader.newBuilder()
            .setCommandId(id(zone, epoch, owner))
            .setZone(zone)
            .setEpochSeen(epoch)
            .setActor(owner.getAgentManager())
            .setRole(ActorRole.AGENT_MANAGER)
            .setSentAt(nowMillis)
            .setOrigin(owner.getAgentManager())
            .build();
    return new CommandBarrier(header, epoch, owner.getIncarnation());
  }

  /** The barrier of the platform-facts topic. */
  public static FactBarrier fact(String zone, long epoch, Owner owner, long nowMillis) {
    var header = new FactHeader(id(zone, epoch, owner), zone, nowMillis, owner.getAgentManager());
    return new FactBarrier(header, epoch, owner.getIncarnation());
  }

  private static String id(String zone, long epoch, Owner owner) {
    return "barrier-%s-%d-%s".formatted(zone, epoch, owner.getIncarnation());
  }
}
