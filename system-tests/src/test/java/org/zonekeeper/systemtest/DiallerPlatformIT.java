package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.TestClusters;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.OrderHeader;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.order.RequestCallStatus;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.platform.DiallerPlatform;
import org.zonekeeper.simulators.platform.PlatformConnection;
import org.zonekeeper.simulators.platform.PlatformFailure;
import org.zonekeeper.simulators.platform.PlatformSettings;

/** The simulated platform on a real broker, its orders written by hand. */
class DiallerPlatformIT {
  private static final ZoneDirectory ZONES = ZoneDirectory.parse("north=0,south=1");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ClusterProvider cluster;
  private static ContractSerdes serdes;
  private static KafkaProducer<String, SpecificRecord> orders;
  private static KafkaConsumer<String, SpecificRecord> facts;

  private final List<Fact> seen = new ArrayList<>();
  private int sequence;

  @TempDir private Path directory;

  @BeforeAll
  static void startCluster(@TempDir Path clusterDirectory) throws Exception {
    cluster = TestClusters.start(clusterDirectory, BrokerLimits.STOCK);
    Map<String, Object> config = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      new TopicSetup(admin, ZONES).create((short) 1);
    }
    serdes =
        ContractSerdes.with(registry())
            .writes(Topics.ORDERS.name(), List.copyOf(Topics.ORDERS.types()))
            .reads(Topics.FACTS.name(), List.copyOf(Topics.FACTS.types()))
            .open();
    orders = new KafkaProducer<>(config, new StringSerializer(), serdes.serializer());
    facts = new KafkaConsumer<>(config, new StringDeserializer(), serdes.deserializer());
    facts.assign(
        List.of(
            new TopicPartition(Topics.FACTS.name(), 0),
            new TopicPartition(Topics.FACTS.name(), 1)));
  }

  @AfterAll
  static void stopCluster() {
    facts.close();
    orders.close();
    serdes.close();
    cluster.close();
  }

  @BeforeEach
  void readFactsFromNow() {
    facts.seekToEnd(facts.assignment());
    facts.assignment().forEach(facts::position);
  }

  @Test
  void dials_connects_loses_a_disconnect_and_forgets_its_calls_over_a_restart() throws Exception {
    String name = "dialler-" + UUID.randomUUID();
    Path log = directory.resolve("platform.jsonl");
    String known;
    String lost;
    try (JsonLinesFile lines = JsonLinesFile.appendTo(log);
        DiallerPlatform platform = DiallerPlatform.start(connection(name), settings(), lines)) {
      order("north", new NailUpAgent(header("north"), "a-1", "4001"));
      awaitFact(NailupEstablished.class);
      order("north", lease("north", 40));
      String first = awaitFact(LiveVoiceDetected.class).getCallId();
      order("north", new BridgeAgent(header("north"), first, "a-1", "4001"));
      assertThat(awaitFact(AgentBridged.class).getCallId()).isEqualTo(first);
      known = awaitFact(LiveVoiceDetected.class).getCallId();

      lost = platform.dropSilently("north").get(10, TimeUnit.SECONDS).orElseThrow().callId();
      assertThat(lost).isEqualTo(first);
      order("north", new RequestCallStatus(header("north"), "r-1", List.of(lost, known)));
      assertThat(awaitFact(CallStatusReported.class).getCalls())
          .containsExactly(new LiveCall(known, null, List.of()));
      assertThat(platform.counts().get(10, TimeUnit.SECONDS).attempts()).isEqualTo(40);
    }
    assertThat(attempts(log))
        .hasSize(40)
        .allSatisfy(
            attempt ->
                assertThat(attempt.path("at").asLong())
                    .isLessThanOrEqualTo(attempt.path("validUntil").asLong()));

    try (JsonLinesFile lines = JsonLinesFile.appendTo(log);
        DiallerPlatform again = DiallerPlatform.start(connection(name), settings(), lines)) {
      order("north", new RequestCallStatus(header("north"), "r-2", List.of(lost, known)));
      assertThat(awaitFact(CallStatusReported.class).getCalls()).isEmpty();
      assertThat(again.ended()).isNotDone();
    }
    assertThat(seen)
        .noneMatch(fact -> fact instanceof LineDisconnected end && end.getCallId().equals(lost));
  }

  @Test
  void zones_keep_to_their_partitions_and_a_broker_s_death_delays_but_loses_nothing()
      throws Exception {
    try (JsonLinesFile lines = JsonLinesFile.appendTo(directory.resolve("platform.jsonl"));
        DiallerPlatform platform =
            DiallerPlatform.start(connection("dialler-" + UUID.randomUUID()), settings(), lines)) {
      order("south", lease("south", 20));
      String call = awaitFact(LiveVoiceDetected.class).getCallId();
      assertThat(call).startsWith("south-");
      cluster.killBroker(1);
      cluster.restartBroker(1);
      order("south", new ReleaseCall(header("south"), call));

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> {
                poll();
                assertThat(of(LineDisconnected.class))
                    .extracting(LineDisconnected::getCallId)
                    .contains(call);
              });
      assertThat(of(AttemptStarted.class)).hasSize(20);
      assertThat(platform.ended()).isNotDone();
    }
  }

  @Test
  void a_broker_that_is_not_there_is_named() throws IOException {
    PlatformConnection nowhere =
        new PlatformConnection(
            new ClusterSettings(KafkaConnection.to("localhost:1"), registry(), ZONES), "dialler");
    try (JsonLinesFile lines = JsonLinesFile.appendTo(directory.resolve("platform.jsonl"))) {
      assertThatThrownBy(() -> DiallerPlatform.start(nowhere, settings(), lines))
          .isInstanceOf(PlatformFailure.class)
          .hasMessageContaining("localhost:1");
    }
  }

  private static RegistrySettings registry() {
    return RegistrySettings.at(cluster.registryUrl().toString());
  }

  private static PlatformConnection connection(String name) {
    return new PlatformConnection(
        new ClusterSettings(KafkaConnection.to(cluster.bootstrapServers()), registry(), ZONES),
        name);
  }

  /** Nobody hangs up by himself while the test looks. */
  private static PlatformSettings settings() {
    return PlatformSettings.from(
        Map.of(
            "talk.mean.ms", "3600000",
            "patience.mean.ms", "3600000",
            "ring.mean.ms", "200",
            "greeting.mean.ms", "50"));
  }

  private AuthoriseDialling lease(String zone, int count) {
    long validUntil = System.currentTimeMillis() + 5000;
    OrderHeader header = header(zone);
    return new AuthoriseDialling(
        header, header.getOrderId(), "loans", "loans", count, validUntil, 30_000);
  }

  private OrderHeader header(String zone) {
    return new OrderHeader(zone + "-" + ++sequence, zone, 1L, System.currentTimeMillis());
  }

  private static void order(String zone, Order order) throws Exception {
    orders
        .send(new ProducerRecord<>(Topics.ORDERS.name(), ZONES.partitionOf(zone), zone, order))
        .get(60, TimeUnit.SECONDS);
  }

  private <F extends Fact> F awaitFact(Class<F> type) {
    int before = of(type).size();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              poll();
              return of(type).size() > before;
            });
    return of(type).get(before);
  }

  private void poll() {
    facts
        .poll(Duration.ofMillis(100))
        .forEach(
            record -> {
              Fact fact = (Fact) record.value();
              String zone = fact.getHeader().getZone();
              assertThat(record.partition()).isEqualTo(ZONES.partitionOf(zone));
              assertThat(record.key()).isEqualTo(zone);
              seen.add(fact);
            });
  }

  private <F extends Fact> List<F> of(Class<F> type) {
    return seen.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<JsonNode> attempts(Path log) throws IOException {
    List<JsonNode> attempts = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      JsonNode node = JSON.readTree(line);
      if (node.path("kind").asText().equals("attempt")) {
        attempts.add(node);
      }
    }
    return attempts;
  }
}
