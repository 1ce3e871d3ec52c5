package org.zonekeeper.domain.input;

import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.FactHeader;

/**
 * The records that an owner writes into its own partition of both input topics, to read them back:
 * whatever it reads before them was written before. A new owner asks so after an outage, and any
 * owner before it concludes something from silence. Used by the zone's task. Stateless.
 */
public final class InputBarriers {
  private InputBarriers() {}

  /** The barrier of the commands topic. */
  public static CommandBarrier command(String zone, long epoch, Owner owner, long nowMillis) {
    var header =
        CommandHeader.newBuilder()
            .setCommandId(id(zone, epoch, owner, nowMillis))
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
    var header =
        new FactHeader(id(zone, epoch, owner, nowMillis), zone, nowMillis, owner.getAgentManager());
    return new FactBarrier(header, epoch, owner.getIncarnation());
  }

  private static String id(String zone, long epoch, Owner owner, long nowMillis) {
    return "barrier-%s-%d-%s-%d".formatted(zone, epoch, owner.getIncarnation(), nowMillis);
  }
}
