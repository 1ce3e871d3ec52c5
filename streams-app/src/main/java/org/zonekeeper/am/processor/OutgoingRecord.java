package org.zonekeeper.am.processor;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record on its way out of a zone's task. It carries the task's own partition, so that sinks need
 * look nothing up, and a tombstone without a value still finds its place. Immutable.
 *
 * @param partition the partition to write to
 * @param value the record; empty for a tombstone
 */
public record OutgoingRecord(int partition, Optional<SpecificRecord> value) {}
