/**
 * As much of Kafka as a zone can notice: partitions with their order, transactions with their
 * all-or-nothing, a group that gives zones to processes, tasks that are opened, closed and revived.
 * The zone's processor in it is the real one, and so is all that it does.
 */
package org.zonekeeper.simulation.kafka;
