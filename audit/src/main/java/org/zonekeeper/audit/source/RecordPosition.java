package org.zonekeeper.audit.source;

/**
 * Where a record was read, for messages that a person can follow up.
 *
 * @param container partition of a topic, or file of an archive
 * @param number offset in the partition, or number of the record in the file, from 1
 */
public record RecordPosition(String container, long number) {
  @Override
  public String toString() {
    return container + "@" + number;
  }
}
