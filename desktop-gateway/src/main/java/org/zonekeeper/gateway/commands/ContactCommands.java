package org.zonekeeper.gateway.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.AddToDoNotCall;
import org.zonekeeper.schemas.command.ChangeContactDetail;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.common.DoNotCallNumber;

/**
 * Which client message about the contact in hand is which record of the commands topic: without its
 * text or value, and with what {@link ContactDesk} has looked up. Stateless.
 */
final class ContactCommands {
  /** As the contract has it; a contact with more of them is not called at any. */
  private static final int MOST_NUMBERS = 20;

  private ContactCommands() {}

  static AddAgentNote note(ClientMessage message, CommandHeader header) {
    return new AddAgentNote(
        header,
        header.getActor(),
        message.text("call"),
        message.text("text").length(),
        message.text("textHash"));
  }

  static ChangeContactDetail detail(ClientMessage message, CommandHeader header) {
    return new ChangeContactDetail(
        header,
        header.getActor(),
        message.text("call"),
        message.text("key"),
        message.text("value").length(),
        message.text("textHash"));
  }

  /** With the hashes of the numbers that the gateway knows; others only the platform knows. */
  static AddToDoNotCall doNotCall(ClientMessage message, CommandHeader header) {
    Map<String, String> hashes = new LinkedHashMap<>();
    message
        .body()
        .path("hashes")
        .properties()
        .forEach(one -> hashes.put(one.getKey(), one.getValue().textValue()));
    List<String> named = message.texts("numbers");
    List<DoNotCallNumber> numbers =
        (named.isEmpty() ? hashes.keySet().stream() : named.stream().distinct())
            .limit(MOST_NUMBERS)
            .map(kind -> new DoNotCallNumber(kind, hashes.get(kind)))
            .toList();
    return new AddToDoNotCall(
        header, header.getActor(), message.text("call"), named.isEmpty(), numbers);
  }
}
