package org.zonekeeper.bench.latency;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * The floor: a topology that does nothing but pass records on, with the same guarantee (exactly
 * once, read committed) and the same commit interval as an Agent Manager. Runs in this process, on
 * the rig's broker, under the rig's load. Used by one thread.
 */
final class PassThrough {
  private static final String IN = "bench.pass-through.in";
  private static final String OUT = "bench.pass-through.out";
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long START_SECONDS = 60;

  private final String bootstrapServers;
  private final Path directory;

  PassThrough(String bootstrapServers, Path directory) {
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
  }

  /**
   * Sends so many records a second for so long.
   *
   * @return for each that came back, milliseconds from its sending to its reading
   */
  List<Long> measure(int perSecond, Duration duration)
      throws ExecutionException, InterruptedException {
    createTopics();
    List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    try (KafkaStreams streams = new KafkaStreams(topology(), settings())) {
      streams.start();
      Thread reader =
          Thread.ofPlatform().daemon().name("pass-through-reader").unstarted(() -> read(millis));
      reader.start();
      awaitFirst(millis);
      millis.clear();
      send(perSecond, duration);
      reader.interrupt();
      reader.join();
    }
    return List.copyOf(millis);
  }

  private void createTopics() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(List.of(new NewTopic(IN, 1, (short) 1), new NewTopic(OUT, 1, (short) 1)))
          .all()
          .get();
    }
  }

  private static Topology topology() {
    Deserializer<Long> in = new LongDeserializer();
    Serializer<Long> out = new LongSerializer();
    Topology topology = new Topology();
    topology.addSource("in", in, in, IN);
    topology.addSink("out", OUT, out, out, "in");
    return topology;
  }

  /** The Agent Manager's own, see StreamsSettings, as far as they matter here. */
  private Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-pass-through");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("pass-through").toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 25);
    settings.put(StreamsConfig.producerPrefix("linger.ms"), 0);
    settings.put(StreamsConfig.POLL_MS_CONFIG, 5);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return settings;
  }

  private void awaitFirst(List<Long> millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (millis.isEmpty() && System.nanoTime() < deadline) {
      send(5, Duration.ofSeconds(1));
    }
    if (millis.isEmpty()) {
      throw new IllegalStateException(
          "the pass-through topology gave nothing back within %d s".formatted(START_SECONDS));
    }
  }

  private void send(int perSecond, Duration duration) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0, "acks", "all");
    try (var producer = new KafkaProducer<>(settings, new LongSerializer(), new LongSerializer())) {
      long start = System.nanoTime();
      long count = duration.toMillis() * perSecond / 1000;
      for (long i = 0; i < count; i++) {
        long due = start + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        // Success shows at the other end.
        var unused = producer.send(new ProducerRecord<>(IN, 0, i, System.nanoTime()));
      }
    }
  }

  private void read(List<Long> millis) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new LongDeserializer(), new LongDeserializer())) {
      TopicPartition out = new TopicPartition(OUT, 0);
      consumer.assign(List.of(out));
      consumer.seekToBeginning(List.of(out));
      while (!Thread.currentThread().isInterrupted()) {
        consumer
            .poll(POLL)
            .forEach(
                record ->
                    millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - record.value())));
      }
    } catch (InterruptException e) {
      // That is how it is told to end.
      Thread.currentThread().interrupt();
    }
  }
}
