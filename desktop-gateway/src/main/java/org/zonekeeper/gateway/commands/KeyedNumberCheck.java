package org.zonekeeper.gateway.commands;

import java.util.HashSet;
import java.util.Set;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.contact.ContactLanes.Outcome;
import org.zonekeeper.gateway.contact.KeyedHash;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;

/**
 * Looks a number that an agent keyed in up in the do-not-call list before the zone is asked to dial
 * it: the zone knows contacts by their references and no numbers. Without the contact store the
 * platform decides alone, whose list it is. Desk thread only.
 */
public final class KeyedNumberCheck {
  private final ZoneWatches zones;
  private final CommandDispatcher commands;
  private final ContactLanes lanes;
  private final Set<String> underWay = new HashSet<>();
  private ObservedInstant now = new ObservedInstant(0, 0);

  public KeyedNumberCheck(ZoneWatches zones, CommandDispatcher commands, ContactLanes lanes) {
    this.zones = zones;
    this.commands = commands;
    this.lanes = lanes;
  }

  /** Whether the command names such a number. */
  public static boolean answers(CommandType type) {
    return type == CommandType.AGT_ORIGINATE;
  }

  /** Takes the command in. */
  public void ask(AgentSession session, ClientMessage message, ObservedInstant at) {
    now = at;
    boolean zoneAnswers =
        session
            .agent()
            .map(AgentKey::zone)
            .map(zones::of)
            .filter(zone -> zone.isAvailable())
            .isPresent();
    if (!zoneAnswers) {
      commands.ask(session, message, at);
      return;
    }
    String commandId = CommandDispatcher.idOf(session, message);
    if (!underWay.add(commandId)) {
      // The same command again: its answer is on the way.
      return;
    }
    String number = message.text("number");
    lanes.ask(
        session.agent().orElseThrow(),
        store -> store.isListed(new KeyedHash(store.secret()).ofNumber(number)),
        outcome -> {
          underWay.remove(commandId);
          if (outcome instanceof Outcome.Done<Boolean> done && done.value()) {
            Answers.refuse(
                session,
                message,
                new Refusal(Reason.DO_NOT_CALL, "the number is on the do-not-call list"));
          } else {
            commands.ask(session, message, now);
          }
        });
  }

  /** The clock was looked at. */
  public void tick(ObservedInstant at) {
    now = at;
  }
}
