package org.zonekeeper.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ClusterProvider} promises, shown on a real broker and a real registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterContract {
  private static final Duration SOON = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private ClusterProvider cluster;

  abstract ClusterProvider startCluster(Path directory) throws InterruptedException;

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    cluster = startCluster(directory);
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aTransactionSurvivesAKilledBroker() throws Exception {
    createTopic("survives");
    commit("survives", "before");

    cluster.killBroker(1);
    cluster.restartBroker(1);
    commit("survives", "after");

    assertThat(readCommitted("survives", 2)).containsExactly("before", "after");
  }

  @Test
  void aTopicThatNobodyMadeIsAnError() {
    try (Admin admin = admin()) {
      assertThatThrownBy(
              () -> admin.describeTopics(List.of("misspelt")).allTopicNames().get(60, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void theRegistryKeepsSchemasUnderNumbers() throws Exception {
    int id = register("kept-value", "\"string\"");

    assertThat(register("kept-too-value", "\"string\"")).isEqualTo(id);
    assertThat(register("other-value", "\"long\"")).isNotEqualTo(id);
    assertThat(get("/schemas/ids/" + id).body()).isEqualTo("{\"schema\":\"\\\"string\\\"\"}");
  }

  /** Clients that expect the default of Confluent's registry refuse to register elsewhere. */
  @Test
  void theRegistryChecksCompatibilityAsConfluentsOwnDoes() throws Exception {
    assertThat(get("/config").body()).contains("\"compatibilityLevel\":\"BACKWARD\"");
    register("checked-value", "\"int\"");
    assertThat(get("/config/checked-value").body()).contains("\"compatibilityLevel\":\"BACKWARD\"");
    // A reader of longs reads ints; nobody reads a string as a long.
    register("checked-value", "\"long\"");
    assertThat(post("checked-value", "\"string\"").statusCode()).isEqualTo(409);
  }

  @Test
  void theRegistryCanGoAndComeBack() throws Exception {
    cluster.stopRegistry();
    assertThatThrownBy(() -> get("/subjects")).isInstanceOf(ConnectException.class);

    cluster.startRegistry();
    assertThat(get("/subjects").statusCode()).isEqualTo(200);
  }

  private void createTopic(String name) throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
          .all()
          .get(60, SECONDS);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  private void commit(String topic, String value) {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "contract"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var sent = producer.send(new ProducerRecord<>(topic, value));
      producer.commitTransaction();
      assertThat(sent).isDone();
    }
  }

  private List<String> readCommitted(String topic, int count) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      return await()
          .atMost(SOON)
          .until(
              () -> {
                consumer.seekToBeginning(List.of(partition));
                return consumer.poll(Duration.ofSeconds(1)).records(partition).stream()
                    .map(ConsumerRecord::value)
                    .toList();
              },
              values -> values.size() >= count);
    }
  }

  private int register(String subject, String schema) throws Exception {
    HttpResponse<String> answer = post(subject, schema);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Integer.parseInt(answer.body().replaceAll(".*\"id\":(\\d+).*", "$1"));
  }

  private HttpResponse<String> post(String subject, String schema) throws Exception {
    String body = "{\"schema\":\"%s\"}".formatted(schema.replace("\"", "\\\""));
    return http.send(
        HttpRequest.newBuilder(at("/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
  }

  private URI at(String path) {
    return URI.create(cluster.registryUrl() + path);
  }
}
