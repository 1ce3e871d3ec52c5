package org.zonekeeper.bench.baseline;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.zonekeeper.bench.report.CpuMeter;
import org.zonekeeper.bench.report.CpuMeter.CpuShares;
import org.zonekeeper.cluster.process.ChildProcess;

/**
 * The floor: a topology that does nothing but pass records on, in a process of its own like an
 * Agent Manager, with the same guarantee (exactly once, read committed) and the same commit
 * interval, on the same broker. Used by one thread.
 */
public final class PassThrough implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  /** More than a commit interval's worth of what any machine passes through. */
  private static final int IN_FLIGHT = 20_000;

  private final String bootstrapServers;
  private final int partitions;
  private final int recordBytes;
  private final ChildProcess process;
  private final KafkaProducer<Long, byte[]> producer;
  private final Thread reader;
  private final AtomicLong received = new AtomicLong();
  private final List<Long> millis = new ArrayList<>();
  private long sent;

  /**
   * What a topology gave at its ceiling.
   *
   * @param recordsPerSecond that came out; as many went in
   * @param cpu who used the machine meanwhile
   */
  public record Ceiling(double recordsPerSecond, CpuShares cpu) {}

  /**
   * The records that are passed through.
   *
   * @param partitions of the topic
   * @param bytes of each record
   */
  public record Shape(int partitions, int bytes) {}

  private PassThrough(String bootstrapServers, Shape shape, ChildProcess process) {
    this.bootstrapServers = bootstrapServers;
    this.partitions = shape.partitions();
    this.recordBytes = Math.max(Long.BYTES, shape.bytes());
    this.process = process;
    this.producer =
        new KafkaProducer<>(
            // Five milliseconds to fill batches: in favour of the floor.
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "acks", "all"),
            new LongSerializer(),
            new ByteArraySerializer());
    this.reader = Thread.ofPlatform().daemon().name("pass-through-reader").unstarted(this::read);
  }

  /**
   * Creates the topics and starts the process.
   *
   * @param directory for its state and log
   * @param jvmFlags of the Agent Managers that it is compared with
   */
  public static PassThrough start(
      String bootstrapServers, Path directory, List<String> jvmFlags, Shape shape)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              List.of(topic(PassThroughProcess.IN, shape), topic(PassThroughProcess.OUT, shape)))
          .all()
          .get();
    }
    ChildProcess process =
        ChildProcess.named("pass-through")
            .main(
                PassThroughProcess.class.getName(),
                bootstrapServers,
                directory.resolve("pass-through").toString())
            .jvmFlags(jvmFlags)
            .log(directory.resolve("pass-through.log"))
            .start();
    PassThrough floor = new PassThrough(bootstrapServers, shape, process);
    process.awaitReady(
        "its ready line",
        START_WITHIN,
        () -> process.lastLogLines(Integer.MAX_VALUE).contains(PassThroughProcess.READY));
    floor.reader.start();
    return floor;
  }

  private static NewTopic topic(String name, Shape shape) {
    return new NewTopic(name, shape.partitions(), (short) 1);
  }

  /**
   * Sends so many records a second for so long.
   *
   * @return for each that came back, milliseconds from its sending to its reading
   */
  public List<Long> latencies(int perSecond, Duration duration) throws InterruptedException {
    send(perSecond, WARM_UP);
    awaitAll();
    synchronized (millis) {
      millis.clear();
    }
    send(perSecond, duration);
    awaitAll();
    synchronized (millis) {
      return List.copyOf(millis);
    }
  }

  /** Keeps so many records under way that it never waits for one. */
  public Ceiling ceiling(Duration duration, CpuMeter cpu) {
    flood(WARM_UP);
    long before = received.get();
    long started = System.nanoTime();
    cpu.begin();
    flood(duration);
    double seconds = (System.nanoTime() - started) / 1e9;
    return new Ceiling((received.get() - before) / seconds, cpu.end());
  }

  /** Its process. */
  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    reader.interrupt();
    try {
      reader.join();
    } catch (InterruptedException e) {
      // It ends all the same, being a daemon.
      Thread.currentThread().interrupt();
    }
    producer.close();
    process.close();
  }

  private void flood(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      if (sent - received.get() < IN_FLIGHT) {
        sendOne();
      } else {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
      }
    }
  }

  private void send(int perSecond, Duration duration) {
    long start = System.nanoTime();
    long count = duration.toMillis() * perSecond / 1000;
    for (long i = 0; i < count; i++) {
      long due = start + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      sendOne();
    }
  }

  private void sendOne() {
    byte[] value = ByteBuffer.allocate(recordBytes).putLong(System.nanoTime()).array();
    // Success shows at the other end.
    var unused =
        producer.send(
            new ProducerRecord<>(PassThroughProcess.IN, (int) (sent % partitions), sent, value));
    sent++;
  }

  private void awaitAll() throws InterruptedException {
    long deadline = System.nanoTime() + START_WITHIN.toNanos();
    while (received.get() < sent) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "of %d records only %d came through the bare topology within %d s"
                .formatted(sent, received.get(), START_WITHIN.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private void read() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new LongDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> out =
          IntStream.range(0, partitions)
              .mapToObj(partition -> new TopicPartition(PassThroughProcess.OUT, partition))
              .toList();
      consumer.assign(out);
      consumer.seekToBeginning(out);
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<Long, byte[]> record : consumer.poll(POLL)) {
          long took = System.nanoTime() - ByteBuffer.wrap(record.value()).getLong();
          synchronized (millis) {
            millis.add(TimeUnit.NANOSECONDS.toMillis(took));
          }
          received.incrementAndGet();
        }
      }
    } catch (InterruptException e) {
      // That is how it is told to end.
      Thread.currentThread().interrupt();
    }
  }
}
