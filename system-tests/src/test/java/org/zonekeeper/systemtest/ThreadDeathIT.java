package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.am.app.BoundedThreadReplacement;
import org.zonekeeper.am.ownership.ClientIdentities;
import org.zonekeeper.am.ownership.GroupDeparture;
import org.zonekeeper.am.ownership.GroupMembers;
import org.zonekeeper.am.ownership.PreconnectedClients;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.TestClusters;

/** A Streams thread dies in the middle of a transaction, and nobody waits for its time-outs. */
class ThreadDeathIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(ThreadDeathIT.class);

  private static final String GROUP = "thread-death";
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final String DEADLY = "deadly";
  private static final int TIME_OUT_MILLIS = 120_000;

  private final AtomicBoolean harmless = new AtomicBoolean();
  private final Set<String> processed = ConcurrentHashMap.newKeySet();

  @Test
  void costsNeitherTheSessionTimeOutNorThatOfTheTransaction() throws Exception {
    try (ClusterProvider cluster =
            TestClusters.start(LOGS.directory().resolve("cluster"), BrokerLimits.STOCK);
        Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(new NewTopic(INPUT, 1, (short) 1), new NewTopic(OUTPUT, 1, (short) 1)))
          .all()
          .get();
      var identities = new ClientIdentities(new PreconnectedClients(List.of(OUTPUT)), GROUP);
      var departure = new GroupDeparture(new GroupMembers(admin, GROUP));
      try (var streams =
          new KafkaStreams(topology().build(), settings(cluster.bootstrapServers()), identities)) {
        streams.setUncaughtExceptionHandler(
            new BoundedThreadReplacement(
                1,
                () -> 0,
                () ->
                    departure.died(
                        identities.groupInstanceIdOfThisThread(),
                        identities.transactionalIdOfThisThread())));
        streams.start();
        write(cluster.bootstrapServers(), "first");
        await().atMost(ContactCentre.PATIENCE).until(() -> processed.contains("first"));

        long diedAt = System.nanoTime();
        write(cluster.bootstrapServers(), DEADLY);
        await().atMost(ContactCentre.PATIENCE).until(() -> processed.contains(DEADLY));
        assertThat(Duration.ofNanos(System.nanoTime() - diedAt))
            .isLessThan(Duration.ofMillis(TIME_OUT_MILLIS / 4));
      }
    }
  }

  private StreamsBuilder topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<String, String>stream(INPUT).peek((key, value) -> process(value)).to(OUTPUT);
    return builder;
  }

  private void process(String value) {
    if (value.equals(DEADLY) && !harmless.getAndSet(true)) {
      throw new IllegalStateException("as a defect would");
    }
    processed.add(value);
  }

  private static Properties settings(String bootstrapServers) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            GROUP,
            StreamsConfig.CLIENT_ID_CONFIG,
            "am-1.b2",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            StreamsConfig.STATE_DIR_CONFIG,
            LOGS.directory().resolve("state").toString(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
            Serdes.StringSerde.class.getName(),
            StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
            Serdes.StringSerde.class.getName(),
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            "am-1",
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            TIME_OUT_MILLIS,
            StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
            TIME_OUT_MILLIS));
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return settings;
  }

  private static void write(String bootstrapServers, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(INPUT, value, value)).get();
    }
  }
}
