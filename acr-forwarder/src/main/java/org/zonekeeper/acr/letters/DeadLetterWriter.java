package org.zonekeeper.acr.letters;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.cluster.KafkaConnection;

/** Writes dead letters, each acknowledged by all replicas. Any thread; nothing blocks for long. */
public final class DeadLetterWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;
  private final String group;
  private final InstantSource clock;

  /** The producer is closed with this. */
  public DeadLetterWriter(Producer<byte[], byte[]> producer, String group, InstantSource clock) {
    this.producer = producer;
    this.group = group;
    this.clock = clock;
  }

  /** A box of the cluster's; connects when it is first used. */
  public static DeadLetterWriter at(KafkaConnection kafka, String group) {
    Map<String, Object> config = kafka.client(group + "-dead-letters");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A pipeline's thread writes: rather fail and try again later than hold up all zones.
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    return new DeadLetterWriter(
        kafka.producer(config, new ByteArraySerializer(), new ByteArraySerializer()),
        group,
        InstantSource.system());
  }

  /**
   * Keeps an event that was refused.
   *
   * @return completed when the broker has it; exceptionally if it could not be kept
   */
  public CompletableFuture<Void> put(String zone, int partition, byte[] cloudEvent, String cause) {
    LOG.warn("event put aside zone={} cause=\"{}\"", zone, cause);
    return write(
        new DeadLetter(
            zone, partition, group, DeadLetter.State.OPEN, cause, clock.millis(), cloudEvent));
  }

  /** Notes that the recorder has taken it after all. */
  public CompletableFuture<Void> markResent(DeadLetter letter) {
    return write(letter.resent(clock.millis()));
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }

  private CompletableFuture<Void> write(DeadLetter letter) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    var unused =
        producer.send(
            letter.toRecord(),
            (metadata, failure) -> {
              if (failure == null) {
                kept.complete(null);
              } else {
                kept.completeExceptionally(failure);
              }
            });
    return kept;
  }
}
