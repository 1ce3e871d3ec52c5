package org.zonekeeper.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stranger opens a transaction in a zone's topic and never ends it. Readers of committed records
 * wait for it, for a minute by the broker's own rule; the zone has it ended in two seconds.
 */
class ForeignTransactionIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(ForeignTransactionIT.class);

  /** The transaction may hold up the zone for one second; the rest is room for a busy machine. */
  private static final Duration FREED = Duration.ofSeconds(10);

  private static final Duration STRANGERS_TIMEOUT = Duration.ofMinutes(10);

  private static ContactCentre centre;

  @BeforeAll
  static void open() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "west")
            .agentsPerZone(2)
            .openIn(LOGS.directory());
    for (String zone : List.of("east", "west")) {
      centre.startJob(zone, "steady", "{'campaign':'loans','completionCodes':['Sale']}");
    }
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zonekeeper.commands", "zonekeeper.platform-facts", "zonekeeper.journal"})
  void holdsUpItsZoneForTwoSecondsAtMost(String topic) throws Exception {
    try (Producer<byte[], byte[]> stranger = openTransaction("stranger-of-" + topic, topic)) {
      long began = System.nanoTime();
      assertThat(timeOfACommandIn("west")).isLessThan(Duration.ofSeconds(1));
      assertThat(timeOfACommandIn("east")).isLessThan(FREED);
      ContactCentre.answerOf(centre.nextConversationIn("east"));
      System.out.printf(
          "open transaction in %s: zone works again after %d ms%n",
          topic, (System.nanoTime() - began) / 1_000_000);
      // Its own time-out is minutes away: it was ended by the zone's owner.
      assertThat(catchThrowable(stranger::commitTransaction))
          .isInstanceOf(KafkaException.class)
          .isNotInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void doesNotHoldUpATakeover() throws Exception {
    String victim = centre.ownerOf("east");
    try (Producer<byte[], byte[]> stranger =
        openTransaction("stranger-at-takeover", "zonekeeper.platform-facts")) {
      long began = System.nanoTime();
      centre.kill(victim);
      centre.await("east").isOwnedBySomebodyElseThan(victim);
      centre.await("east").isAvailable();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      System.out.printf("takeover behind an open transaction took %d ms%n", took.toMillis());
      assertThat(took).isLessThan(FREED);
      stranger.close(Duration.ZERO);
    }
    centre.startAgain(victim);
  }

  private static Producer<byte[], byte[]> openTransaction(String id, String topic)
      throws Exception {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, centre.cluster().bootstrapServers());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    config.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(STRANGERS_TIMEOUT.toMillis()));
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer
        .send(new ProducerRecord<>(topic, 0, "east".getBytes(UTF_8), "never".getBytes(UTF_8)))
        .get();
    return producer;
  }

  private static Duration timeOfACommandIn(String zone) throws Exception {
    long started = System.nanoTime();
    centre.goesNotReady(centre.agentsOf(zone).getFirst());
    return Duration.ofNanos(System.nanoTime() - started);
  }
}
