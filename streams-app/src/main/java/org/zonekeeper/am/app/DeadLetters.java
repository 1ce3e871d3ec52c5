package org.zonekeeper.am.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.Topics;

/**
 * Makes the dead letter of a source record: its raw key, value and headers, and beside them where
 * it lay and what was wrong, under the header names that Kafka Streams itself uses (KIP-1034). One
 * that is too large for a letter is cut to its first bytes: where it lay tells where the whole is.
 * Called by the error handlers on Streams threads; Streams sends it in the task's transaction.
 * Stateless.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String PREFIX = "__streams.errors.";

  /** What is kept whole; ordinary records have some hundred bytes. */
  static final int MOST_BYTES = 64 * 1024;

  /** What is kept of more than that: enough to see what it was. */
  static final int FIRST_BYTES = 1024;

  /** Of messages and stack traces. */
  static final int MOST_CHARACTERS = 4096;

  private DeadLetters() {}

  static List<ProducerRecord<byte[], byte[]>> of(
      ErrorHandlerContext context, byte[] key, byte[] value, Exception cause) {
    LOG.warn(
        "dead letter topic={} partition={} offset={} reason=\"{}\"",
        context.topic(),
        context.partition(),
        context.offset(),
        cause.getMessage());
    int size = size(key) + size(value) + headers(context);
    var letter =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS.name(),
            context.partition(),
            // A record without a time has -1, which no record may be sent with.
            Math.max(0, context.timestamp()),
            size > MOST_BYTES ? cut(key) : key,
            size > MOST_BYTES ? cut(value) : value);
    if (size > MOST_BYTES) {
      header(letter, "cut", size + " bytes; the first of key and value are kept");
    } else {
      context.headers().forEach(letter.headers()::add);
    }
    header(letter, "exception", cause.getClass().getName());
    header(letter, "message", String.valueOf(cause.getMessage()));
    header(letter, "stacktrace", Utils.stackTrace(cause));
    header(letter, "topic", context.topic());
    header(letter, "partition", Integer.toString(context.partition()));
    header(letter, "offset", Long.toString(context.offset()));
    return List.of(letter);
  }

  private static int headers(ErrorHandlerContext context) {
    int size = 0;
    for (Header header : context.headers()) {
      size += header.key().length() + size(header.value());
    }
    return size;
  }

  private static int size(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte[] cut(byte[] bytes) {
    return size(bytes) <= FIRST_BYTES ? bytes : Arrays.copyOf(bytes, FIRST_BYTES);
  }

  private static void header(ProducerRecord<byte[], byte[]> letter, String name, String text) {
    String kept = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    letter.headers().add(PREFIX + name, kept.getBytes(UTF_8));
  }
}
