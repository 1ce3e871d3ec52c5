package org.zonekeeper.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.harness.AgentManagerLaunch;

/**
 * A stranger's open transaction that is not ended, as where the broker does not let it be: the
 * zone's owner says so within two seconds, whose it is, and since when.
 */
class ForeignTransactionToldIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(ForeignTransactionToldIT.class);

  private static final String TOPIC = "zonekeeper.platform-facts";

  /** Two seconds, and room for a busy machine. */
  private static final Duration TOLD = Duration.ofSeconds(6);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ContactCentre centre;

  @BeforeAll
  static void open() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "west")
            .agentsPerZone(2)
            .agentManagerSetting("foreign.transaction.ms", "3600000")
            .openIn(LOGS.directory());
  }

  @AfterAll
  static void close() throws Exception {
    HTTP.close();
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  void isNamedByTheOwnerOfTheZoneAndByNobodyElse() throws Exception {
    String owner = centre.ownerOf("east");
    await("ready")
        .atMost(ContactCentre.PATIENCE)
        .until(() -> ask(owner, "/readyz").statusCode() == 200);
    try (Producer<byte[], byte[]> stranger = stranger()) {
      stranger.initTransactions();
      stranger.beginTransaction();
      stranger.send(new ProducerRecord<>(TOPIC, 0, "east".getBytes(UTF_8), new byte[] {1})).get();
      long began = System.nanoTime();

      await("the zone's wait is told").atMost(TOLD).until(() -> waits(owner));
      System.out.printf("told after %d ms%n", (System.nanoTime() - began) / 1_000_000);
      assertThat(ask(owner, "/readyz").statusCode()).isEqualTo(503);
      assertThat(ask(owner, "/readyz").body()).contains("zone east", TOPIC + "-0", "a-stranger");
      assertThat(ask(owner, "/metrics").body())
          .containsPattern("zone_foreign_transaction_seconds\\{[^}]*east[^}]*} [1-9]")
          .containsPattern("zone_foreign_transaction_seconds\\{[^}]*west[^}]*} 0");

      stranger.abortTransaction();
      await("all is well").atMost(ContactCentre.PATIENCE).until(() -> !waits(owner));
    }
  }

  private static boolean waits(String agentManager) throws IOException, InterruptedException {
    return ask(agentManager, "/readyz").body().contains("open transaction");
  }

  private static HttpResponse<String> ask(String agentManager, String path)
      throws IOException, InterruptedException {
    String address =
        AgentManagerLaunch.managementAddress(centre.stage().agentManagers().process(agentManager));
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
        BodyHandlers.ofString());
  }

  private static Producer<byte[], byte[]> stranger() {
    return new KafkaProducer<>(
        Map.<String, Object>of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            centre.cluster().bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "a-stranger"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
