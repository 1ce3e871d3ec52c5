package org.zonekeeper.am.app;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/**
 * What cannot be decoded becomes a dead letter and the zone goes on; also what cannot be decoded
 * now, because its schema came after this Agent Manager's start and the registry does not say what
 * it is. To wait would make every zone of the thread wait for one record, and anybody can write one
 * with an id that nobody knows. The letter names topic and offset, so it can be sent again when the
 * registry is back. Everything else stops the zone. Made and called by Kafka Streams, on its
 * threads.
 */
public final class UndecodableToDeadLetters implements DeserializationExceptionHandler {
  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return failure instanceof UndecodableRecordException || failure instanceof RegistryException
        ? Response.resume(DeadLetters.of(context, record.key(), record.value(), failure))
        : Response.fail();
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // Nothing to set.
  }
}
