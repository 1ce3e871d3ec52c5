package org.zonekeeper.gateway.contact;

import java.util.Optional;

/**
 * What an agent wrote, kept before the zone decides on it: nobody is shown it until the zone has
 * accepted the command of that id. Enough of it to send that command again, by whichever gateway.
 * Immutable.
 *
 * @param commandId the command's, and the note's from then on
 * @param epochSeen the zone's epoch, as the command said
 * @param callId with which the contact was in hand
 * @param field which field has another value; empty: it is a note
 * @param text the note, or that value
 * @param at when, epoch milliseconds
 */
public record DraftWrite(
    String commandId,
    String zone,
    long epochSeen,
    String agentId,
    String callId,
    ContactRef contact,
    Optional<String> field,
    String text,
    long at) {

  /** Without the text, which is in no log. */
  @Override
  public String toString() {
    return "draft %s of agent %s".formatted(commandId, agentId);
  }
}
