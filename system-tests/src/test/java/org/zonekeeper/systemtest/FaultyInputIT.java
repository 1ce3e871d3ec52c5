package org.zonekeeper.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.simulators.robots.GatewayAnswer;
import org.zonekeeper.simulators.robots.RobotIdentity;

/**
 * What people and programs get wrong, against the running system: a clear answer each, nothing
 * lost, and the zone goes on. At the end the registry goes away, and so does an owner.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultyInputIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(FaultyInputIT.class);

  private static final int LAST = Integer.MAX_VALUE;

  private static ContactCentre centre;

  @BeforeAll
  static void open() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east")
            .agentsPerZone(2)
            .openIn(LOGS.directory());
    centre.startJob("east", "steady", "{'campaign':'loans','completionCodes':['Sale']}");
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  void an_unparsable_message_is_answered_and_the_connection_stays() throws Exception {
    try (PlainSocket desktop = agentsSocket()) {
      assertError(desktop.ask("{this is no JSON"), "MALFORMED_MESSAGE");
      assertError(desktop.ask("[1,2]"), "MALFORMED_MESSAGE");
      assertThat(desktop.ask("{'type':'POMClientAlive','id':'1'}").path("result").asInt()).isZero();
    }
  }

  @Test
  void an_unknown_command_is_answered_with_the_commands_that_there_are() throws Exception {
    try (PlainSocket desktop = agentsSocket()) {
      JsonNode error = desktop.ask("{'type':'AGTDance','id':'1'}");
      assertError(error, "UNKNOWN_COMMAND");
      assertThat(error.path("text").asText()).contains("AGTDance", "AGTLogon");
    }
  }

  @Test
  void an_unknown_zone_is_answered_with_the_zones_that_there_are() throws Exception {
    try (PlainSocket desktop = agentsSocket()) {
      JsonNode error =
          desktop.ask(
              "{'type':'AGTLogon','id':'1','agent':'a-1','extension':'99','zone':'nowhere'}");
      assertError(error, "UNKNOWN_ZONE");
      assertThat(error.path("text").asText()).contains("nowhere", "east");
    }
    GatewayAnswer answer = centre.changeJob("nowhere", "steady", "{'priority':7}");
    assertThat(answer.reason()).isEqualTo("UNKNOWN_ZONE");
  }

  @Test
  void a_command_of_an_agent_who_is_not_logged_on_is_refused() throws Exception {
    try (PlainSocket desktop = agentsSocket()) {
      assertError(
          desktop.ask("{'type':'AGTStateChange','id':'1','state':'Ready'}"), "NOT_LOGGED_ON");
    }
  }

  @Test
  void a_wrong_value_is_answered_with_what_is_allowed() throws Exception {
    GatewayAnswer answer = centre.changeJob("east", "steady", "{'priority':11}");
    assertThat(answer.reason()).isEqualTo("INVALID_PARAMETER");
    assertThat(answer.text()).contains("priority", "11", "10");
  }

  @ParameterizedTest
  @CsvSource({"zonekeeper.commands, 4", "zonekeeper.platform-facts, 6"})
  void an_undecodable_record_becomes_a_dead_letter_and_the_zone_goes_on(String topic, int priority)
      throws Exception {
    byte[] rubbish = ("rubbish in " + topic).getBytes(UTF_8);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", centre.cluster().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "east".getBytes(UTF_8), rubbish)).get();
    }

    ConsumerRecord<byte[], byte[]> letter = awaitDeadLetter(rubbish);

    assertThat(header(letter, "topic")).isEqualTo(topic);
    assertThat(header(letter, "message")).isNotBlank();
    GatewayAnswer afterwards =
        centre.changeJob("east", "steady", "{'priority':%d}".formatted(priority));
    assertThat(afterwards.accepted()).as(afterwards.text()).isTrue();
    ContactCentre.answerOf(centre.nextConversationIn("east"));
  }

  @Test
  @Order(LAST)
  void a_registry_that_goes_down_after_the_start_hinders_no_failover() throws Exception {
    centre.cluster().stopRegistry();
    String victim = centre.ownerOf("east");

    centre.kill(victim);

    centre.await("east").isOwnedBySomebodyElseThan(victim);
    centre.await("east").isAvailable();
    centre.await("east").isAvailableAtItsDesktops();
    ContactCentre.answerOf(centre.nextConversationIn("east"));
    assertThat(centre.changeJob("east", "steady", "{'priority':8}").accepted()).isTrue();
  }

  private static PlainSocket agentsSocket() throws Exception {
    // Of every zone, so that what is wrong with a frame is not merely that it is not its.
    RobotIdentity agent = new RobotIdentity("a-1", "4000", "*");
    return new PlainSocket(
        centre.stage().gateway().resolve("/v1/agent"),
        centre.stage().tokens().agent(agent).join().orElseThrow());
  }

  private static void assertError(JsonNode frame, String reason) {
    assertThat(frame.path("reason").asText()).as(frame.toString()).isEqualTo(reason);
    assertThat(frame.path("result").asInt()).isNotZero();
    assertThat(frame.path("text").asText()).isNotBlank();
  }

  private static ConsumerRecord<byte[], byte[]> awaitDeadLetter(byte[] value) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                centre.cluster().bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition letters = new TopicPartition(Topics.DEAD_LETTERS.name(), 0);
      consumer.assign(List.of(letters));
      consumer.seekToBeginning(List.of(letters));
      await("dead letter")
          .atMost(ContactCentre.PATIENCE)
          .until(
              () -> {
                for (ConsumerRecord<byte[], byte[]> letter :
                    consumer.poll(Duration.ofMillis(200))) {
                  if (Arrays.equals(letter.value(), value)) {
                    found.add(letter);
                  }
                }
                return !found.isEmpty();
              });
    }
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader("__streams.errors." + name).value(), UTF_8);
  }
}
