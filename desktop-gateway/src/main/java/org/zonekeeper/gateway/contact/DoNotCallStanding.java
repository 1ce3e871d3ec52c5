package org.zonekeeper.gateway.contact;

import java.util.Set;

/**
 * What the do-not-call list has of a contact. Immutable.
 *
 * @param all whatever number it has
 * @param numberKinds those numbers of it, by their kinds
 */
public record DoNotCallStanding(boolean all, Set<String> numberKinds) {}
