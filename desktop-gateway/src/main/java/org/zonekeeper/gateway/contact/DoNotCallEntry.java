package org.zonekeeper.gateway.contact;

import java.util.Optional;

/**
 * A line of the do-not-call list, of the journal's event of that id. Immutable.
 *
 * @param entryId of the event: zone and sequence, and which of its numbers
 * @param numberKind which number of the contact; empty: whatever number it has
 * @param numberHash by which the same number is known of another contact; empty: not known
 * @param agentId who was told
 * @param at when, epoch milliseconds
 */
public record DoNotCallEntry(
    String entryId,
    ContactRef contact,
    Optional<String> numberKind,
    Optional<String> numberHash,
    String agentId,
    long at) {}
