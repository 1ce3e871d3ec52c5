package org.zonekeeper.check.evidence;

/**
 * What is known of one event from elsewhere: an auditor's note, the zone's own status.
 *
 * @param sequence the event's place in the zone's journal
 * @param hash SHA-256, in hex, over its encoded body
 * @param source who knows it, for findings
 */
public record Anchor(long sequence, String hash, String source) {}
