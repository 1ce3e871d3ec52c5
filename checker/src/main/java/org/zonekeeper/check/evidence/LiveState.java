package org.zonekeeper.check.evidence;

/**
 * What a zone's live store was found to hold.
 *
 * @param sequence of the last event in it
 * @param digest of its entities
 */
public record LiveState(long sequence, String digest) {}
