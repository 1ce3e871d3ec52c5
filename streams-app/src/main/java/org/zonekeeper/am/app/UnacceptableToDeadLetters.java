package org.zonekeeper.am.app;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.zonekeeper.am.processor.UnacceptableRecordException;

/**
 * A record in the wrong zone's partition, or beyond the contract's limits, becomes a dead letter
 * and the zone goes on. Any other failure stops the zone: a decision that fails must never be
 * skipped. Made and called by Kafka Streams, on its threads.
 */
public final class UnacceptableToDeadLetters implements ProcessingExceptionHandler {
  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    return failure instanceof UnacceptableRecordException
        ? Response.resume(
            DeadLetters.of(context, context.sourceRawKey(), context.sourceRawValue(), failure))
        : Response.fail();
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // Nothing to set.
  }
}
