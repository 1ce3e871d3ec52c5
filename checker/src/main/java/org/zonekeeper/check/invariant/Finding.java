package org.zonekeeper.check.invariant;

/**
 * One event, or place in a journal, that refutes an invariant.
 *
 * @param zone the zone
 * @param sequence the event's place in the zone's journal
 * @param offset its place in the partition
 * @param event simple name of its type; empty if no event is at fault but a place
 * @param text what is wrong, naming every other event that takes part
 */
public record Finding(String zone, long sequence, long offset, String event, String text) {}
