package org.zonekeeper.am.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.Topics;

/**
 * Makes the dead letter of a source record: its raw key, value and headers, and beside them where
 * it lay and what was wrong, under the header names that Kafka Streams itself uses (KIP-1034).
 * Called by the error handlers on Streams threads; Streams sends it in the task's transaction.
 * Stateless.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String PREFIX = "__streams.errors.";

  private DeadLetters() {}

  static List<ProducerRecord<byte[], byte[]>> of(
      ErrorHandlerContext context, byte[] key, byte[] value, Exception cause) {
    LOG.warn(
        "dead letter topic={} partition={} offset={} reason=\"{}\"",
        context.topic(),
        context.partition(),
        context.offset(),
        cause.getMessage());
    var letter =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS.name(), context.partition(), context.timestamp(), key, value);
    context.headers().forEach(letter.headers()::add);
    header(letter, "exception", cause.getClass().getName());
    header(letter, "message", String.valueOf(cause.getMessage()));
    header(letter, "stacktrace", Utils.stackTrace(cause));
    header(letter, "topic", context.topic());
    header(letter, "partition", Integer.toString(context.partition()));
    header(letter, "offset", Long.toString(context.offset()));
    return List.of(letter);
  }

  private static void header(ProducerRecord<byte[], byte[]> letter, String name, String text) {
    letter.headers().add(PREFIX + name, text.getBytes(UTF_8));
  }
}
