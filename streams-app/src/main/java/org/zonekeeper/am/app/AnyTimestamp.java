package org.zonekeeper.am.app;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A timestamp extractor that takes every record as it is. A zone decides by the clock and in the
 * order of its partitions, never by records' times; a foreign producer that writes none (-1) must
 * not end the thread that reads it, as Kafka Streams' own extractor would. Made and called by Kafka
 * Streams, on its threads.
 */
public final class AnyTimestamp implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp() >= 0 ? record.timestamp() : Math.max(0, partitionTime);
  }
}
