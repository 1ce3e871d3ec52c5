package org.zonekeeper.bench.baseline;

import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * The main class of a bare topology's process: passes records on, exactly once, with an Agent
 * Manager's settings as far as they matter to it. Runs until it is killed.
 */
public final class PassThroughProcess {
  static final String IN = "bench.pass-through.in";
  static final String OUT = "bench.pass-through.out";
  static final String READY = "ready pass-through";

  private PassThroughProcess() {}

  /**
   * Runs it.
   *
   * @param arguments bootstrap servers, state directory
   */
  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    try (KafkaStreams streams = new KafkaStreams(topology(), settings(arguments))) {
      streams.setStateListener(
          (now, before) -> {
            if (now == State.RUNNING) {
              System.out.println(READY);
            } else if (now == State.ERROR) {
              end.countDown();
            }
          });
      streams.start();
      end.await();
    }
    System.exit(1);
  }

  private static Topology topology() {
    Deserializer<Long> keys = new LongDeserializer();
    Topology topology = new Topology();
    topology.addSource("in", keys, new ByteArrayDeserializer(), IN);
    topology.addSink("out", OUT, new LongSerializer(), new ByteArraySerializer(), "in");
    return topology;
  }

  /** The Agent Manager's own, see StreamsSettings, as far as they matter here. */
  private static Properties settings(String[] arguments) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-pass-through");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, arguments[1]);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 25);
    settings.put(StreamsConfig.producerPrefix("linger.ms"), 1_000);
    settings.put(StreamsConfig.POLL_MS_CONFIG, 5);
    settings.put(StreamsConfig.mainConsumerPrefix("fetch.max.wait.ms"), 50);
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    settings.put(StreamsConfig.producerPrefix("retry.backoff.ms"), 5);
    settings.put(StreamsConfig.producerPrefix("retry.backoff.max.ms"), 20);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return settings;
  }
}
