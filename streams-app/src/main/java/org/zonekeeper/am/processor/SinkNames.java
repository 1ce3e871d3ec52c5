package org.zonekeeper.am.processor;

/**
 * The names of the sinks that a zone's task writes to.
 *
 * @param journal every event
 * @param orders dial orders
 * @param zoneStatus heartbeats
 * @param agents agents' snapshots
 * @param commandBarrier back into the commands topic
 * @param factBarrier back into the platform-facts topic
 */
public record SinkNames(
    String journal,
    String orders,
    String zoneStatus,
    String agents,
    String commandBarrier,
    String factBarrier) {}
