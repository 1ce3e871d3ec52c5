package org.zonekeeper.check.judge;

/**
 * Something that refutes what a judge judges. Immutable.
 *
 * @param zone the zone; empty if it is about a whole run
 * @param sequence the event's place in the zone's journal; 0 if it is about none
 * @param offset its place in the partition; -1 if it is about none
 * @param event simple name of its type; empty if no event is at fault
 * @param text what is wrong, naming every other event that takes part
 */
public record Finding(String zone, long sequence, long offset, String event, String text) {}
