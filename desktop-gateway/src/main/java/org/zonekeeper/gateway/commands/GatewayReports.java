package org.zonekeeper.gateway.commands;

import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatch;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;

/**
 * What a gateway's own reports to zones have in common. Immutable.
 *
 * @param origin the gateway's id
 * @param gateway this start of it, as holder of sessions
 */
public record GatewayReports(String origin, String gateway) {

  /** A report's id: a client's own have no tilde, and another try has another time. */
  static String id(String subject, String kind, ObservedInstant now) {
    return "%s:~%s-%d".formatted(subject, kind, now.wall());
  }

  CommandHeader header(String commandId, ZoneWatch zone, ObservedInstant now) {
    return CommandHeader.newBuilder()
        .setCommandId(commandId)
        .setZone(zone.zone())
        .setEpochSeen(zone.epoch())
        .setActor(origin)
        .setRole(ActorRole.GATEWAY)
        .setSentAt(now.wall())
        .setOrigin(origin)
        .build();
  }
}
