package org.zonekeeper.gateway.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.gateway.commands.PendingCommands.Pending;
import org.zonekeeper.gateway.commands.UnrecordedRefusals.Unrecorded;
import org.zonekeeper.gateway.protocol.CapabilityNames;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.CommandIssuer;
import org.zonekeeper.gateway.zone.ZoneWatch;

/** Sends the answers to commands: where the zone stands, and with a refusal what is allowed. */
final class Answers {
  private static final String NOT_ON_RECORD =
      "; the broker has not confirmed the record of this refusal, which may be missing";

  private Answers() {}

  /** The zone's answer to a command that was written, or that writing it failed. */
  static void send(Pending command, ZoneWatch zone, Optional<Refusal> refusal) {
    Map<String, Object> fields = standing(zone);
    refusal.ifPresent(why -> fields.putAll(allowed(command.asker())));
    command
        .asker()
        .send(
            refusal
                .map(why -> FrameWriter.refused(command.type(), command.id(), why, fields))
                .orElseGet(() -> FrameWriter.accepted(command.type(), command.id(), fields)));
  }

  /** A refusal that is nobody's but the client's own business: it is on no record. */
  static void refuse(CommandIssuer asker, ClientMessage message, Refusal refusal) {
    asker.send(FrameWriter.refused(message.type(), message.id(), refusal, allowed(asker)));
  }

  /** A refusal of this gateway that is on record. */
  static void refuse(Unrecorded refused, ZoneWatch zone) {
    refuse(refused.command(), refused.refusal(), standing(zone));
  }

  /** The same without a record: whoever relies on the record must know that it may be missing. */
  static void refuseWithoutRecord(Unrecorded refused, ZoneWatch zone) {
    Map<String, Object> fields = standing(zone);
    fields.put("onRecord", false);
    Refusal why = refused.refusal();
    refuse(refused.command(), new Refusal(why.reason(), why.text() + NOT_ON_RECORD), fields);
  }

  private static void refuse(Pending command, Refusal refusal, Map<String, Object> fields) {
    fields.putAll(allowed(command.asker()));
    if (refusal.reason() == Reason.ZONE_NOT_AVAILABLE) {
      fields.computeIfPresent("allowed", (field, inVain) -> List.of());
    }
    command.asker().send(FrameWriter.refused(command.type(), command.id(), refusal, fields));
  }

  private static Map<String, Object> standing(ZoneWatch zone) {
    Map<String, Object> standing = new LinkedHashMap<>();
    standing.put("zone", zone.zone());
    standing.put("epoch", zone.epoch());
    return standing;
  }

  /** With every refusal: what the agent may ask for instead. */
  private static Map<String, Object> allowed(CommandIssuer asker) {
    return asker instanceof AgentSession session && session.agent().isPresent()
        ? Map.of("allowed", CapabilityNames.of(session.allowed()))
        : Map.of();
  }
}
