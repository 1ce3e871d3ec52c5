package org.zonekeeper.gateway.contact;

/**
 * What an agent wrote down about a contact. Personal data, as {@link ContactField}. Immutable.
 *
 * @param noteId the journal's, too
 * @param agentId who wrote it
 * @param at when, epoch milliseconds
 */
public record AgentNote(String noteId, String agentId, long at, String text) {

  /** Without the text, which is in no log. */
  @Override
  public String toString() {
    return "note %s of agent %s".formatted(noteId, agentId);
  }
}
