package org.zonekeeper.am.app;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/**
 * What cannot be decoded, now or ever, becomes a dead letter and the zone goes on. Everything else
 * stops the zone: a registry that is down says nothing about the record. Made and called by Kafka
 * Streams, on its threads.
 */
public final class UndecodableToDeadLetters implements DeserializationExceptionHandler {
  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return failure instanceof UndecodableRecordException
        ? Response.resume(DeadLetters.of(context, record.key(), record.value(), failure))
        : Response.fail();
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // Nothing to set.
  }
}
