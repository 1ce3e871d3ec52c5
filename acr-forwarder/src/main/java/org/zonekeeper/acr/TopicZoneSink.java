package org.zonekeeper.acr;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * One zone's line into the recorder's topic. All of it happens on a thread of its own, because
 * Kafka's transactions block.
 *
 * <p>A failure of whatever kind is answered with {@link Delivery.OutOfPlace}: the producer is given
 * up, and the question for the position that follows begins with a new one. To begin, it has the
 * broker end what the old one left open, one way or the other; the topic then shows which.
 */
final class TopicZoneSink implements ZoneSink {
  private static final Duration AT_ONCE = Duration.ZERO;

  private final byte[] key;
  private final TopicPartition partition;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Function<TopicPartition, RecorderPosition> lastEvent;
  private final TopicRecorderSink.Encoder encoder;
  private final ExecutorService thread;

  /** Absent: to be made by the next question for the position. Own thread only. */
  private Producer<byte[], byte[]> producer;

  /**
   * @param producers makes a producer under the zone's transactional id
   * @param lastEvent reads the topic's last committed event
   */
  TopicZoneSink(
      String zone,
      TopicPartition partition,
      Supplier<Producer<byte[], byte[]>> producers,
      Function<TopicPartition, RecorderPosition> lastEvent,
      TopicRecorderSink.Encoder encoder) {
    this.key = zone.getBytes(StandardCharsets.UTF_8);
    this.partition = partition;
    this.producers = producers;
    this.lastEvent = lastEvent;
    this.encoder = encoder;
    this.thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("recorder-topic-" + zone).factory());
  }

  /** From here on no other producer of the zone can write; what it had begun is decided. */
  @Override
  public CompletableFuture<RecorderPosition> position() {
    return CompletableFuture.supplyAsync(
        () -> {
          giveUpProducer();
          try {
            producer = producers.get();
            producer.initTransactions();
            return lastEvent.apply(partition);
          } catch (KafkaException e) {
            giveUpProducer();
            throw new RecorderUnavailableException(
                "%s cannot be written: %s".formatted(partition, e.getMessage()), e);
          }
        },
        thread);
  }

  @Override
  public CompletableFuture<Delivery> send(List<OutgoingEvent> batch) {
    return CompletableFuture.supplyAsync(() -> commit(batch), thread);
  }

  /** A topic refuses nothing for its content. */
  @Override
  public CompletableFuture<Void> putAside(OutgoingEvent refused, String cause) {
    throw new IllegalStateException("a topic refused event " + refused.sequence());
  }

  @Override
  public void close() {
    thread.execute(this::giveUpProducer);
    thread.shutdown();
  }

  private Delivery commit(List<OutgoingEvent> batch) {
    if (producer == null) {
      return new Delivery.OutOfPlace("there is no transaction to write it in");
    }
    try {
      producer.beginTransaction();
      for (OutgoingEvent outgoing : batch) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                partition.topic(),
                partition.partition(),
                outgoing.at(),
                key,
                encoder.apply(outgoing.event()));
        outgoing.trace().putInto(record.headers());
        var unused = producer.send(record);
      }
      producer.commitTransaction(); // fails if one of the sends did
      return new Delivery.Accepted();
    } catch (KafkaException e) {
      giveUpProducer();
      return new Delivery.OutOfPlace("%s: %s".formatted(partition, e.getMessage()));
    }
  }

  private void giveUpProducer() {
    if (producer != null) {
      producer.close(AT_ONCE);
      producer = null;
    }
  }
}
