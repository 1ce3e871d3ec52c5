package org.zonekeeper.acr;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * To the topic {@code zonekeeper.recorder}: each batch of a zone is a transaction under a
 * transactional id of that zone, so that a forwarder that takes a zone over shuts the one before it
 * out. Where a zone is, the topic itself says: its last committed event. Any thread.
 */
final class TopicRecorderSink implements RecorderSink {
  private static final int TRANSACTION_TIMEOUT_MS = 10_000;

  private final ForwarderSettings.Source source;
  private final ContractSerdes serdes;

  /** The serdes stay the caller's to close; they write the recorder's topic. */
  TopicRecorderSink(ForwarderSettings.Source source, ContractSerdes serdes) {
    this.source = source;
    this.serdes = serdes;
  }

  @Override
  public ZoneSink open(String zone, int partition) {
    String transactionalId = source.group() + "-" + partition;
    return new TopicZoneSink(
        zone,
        new TopicPartition(Topics.RECORDER.name(), partition),
        () -> producer(transactionalId),
        recorded -> lastEvent(zone, recorded),
        event -> serdes.serializer().serialize(Topics.RECORDER.name(), event));
  }

  @Override
  public String describe() {
    return "topic " + Topics.RECORDER.name();
  }

  /** Each line closes its own producer. */
  @Override
  public void close() {}

  private RecorderPosition lastEvent(String zone, TopicPartition partition) {
    try (Consumer<byte[], byte[]> consumer = Consumers.ofNoGroup(source.cluster().kafka())) {
      return new TopicEndFinder(zone, consumer, serdes.deserializer()).lastEvent(partition);
    }
  }

  private Producer<byte[], byte[]> producer(String transactionalId) {
    Map<String, Object> config = source.cluster().kafka().client(transactionalId);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    // What a killed forwarder left open is ended by whoever takes its zone over; this is for the
    // case that nobody does.
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    // A broker that is away is noticed and tried again by the pipeline.
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_TIMEOUT_MS);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return source
        .cluster()
        .kafka()
        .producer(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What a line needs of the serdes. */
  interface Encoder extends Function<RecorderEvent, byte[]> {}
}
