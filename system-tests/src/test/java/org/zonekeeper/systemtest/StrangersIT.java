package org.zonekeeper.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.cli.Zonekeeper;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.limit.GeneratedRecords;
import org.zonekeeper.schemas.limit.GeneratedRecords.Style;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * Each kind of rubbish, and each well-formed record of somebody else, into one zone's partition of
 * every topic that any part reads: every reader goes on, and the other zones' commands are answered
 * within a second throughout.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrangersIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(StrangersIT.class);

  private static final List<String> ZONES = List.of("east", "west", "north", "south");
  private static final String HIT = "east";
  private static final Duration PROMPT = Duration.ofSeconds(1);
  private static final int ROUNDS = 3;

  private static ContactCentre centre;

  @BeforeAll
  static void open() throws Exception {
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones(ZONES.toArray(String[]::new))
            .agentsPerZone(2)
            .openIn(LOGS.directory());
    for (String zone : ZONES) {
      centre.startJob(zone, "steady", "{'campaign':'loans','completionCodes':['Sale']}");
    }
  }

  @AfterAll
  static void close() throws Exception {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  @Order(1)
  void hinderNoReaderAndNoOtherZone() throws Exception {
    long seed = Long.getLong("zonekeeper.seed", System.nanoTime());
    System.out.println("StrangersIT seed " + seed);
    List<Duration> others = new ArrayList<>();
    try (Producer<byte[], byte[]> stranger = stranger()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<TopicSpec, List<byte[]>> each : records(seed + round).entrySet()) {
          for (byte[] value : each.getValue()) {
            stranger
                .send(
                    new ProducerRecord<>(
                        each.getKey().name(),
                        centre.stage().plan().zones().partitionOf(HIT),
                        HIT.getBytes(UTF_8),
                        value))
                .get();
          }
          others.add(timeOfACommandIn(ZONES.get(1 + others.size() % (ZONES.size() - 1))));
        }
      }
    }
    timeOfACommandIn(HIT);
    ContactCentre.answerOf(centre.nextConversationIn(HIT));
    Collections.sort(others);
    System.out.println("others' commands: " + others);
    assertThat(others.get(others.size() * 9 / 10)).isLessThan(PROMPT);
  }

  @Test
  @Order(2)
  void hinderNoTakeover() throws Exception {
    String victim = centre.ownerOf(HIT);
    centre.kill(victim);
    centre.await(HIT).isOwnedBySomebodyElseThan(victim);
    centre.await(HIT).isAvailable();
    ContactCentre.answerOf(centre.nextConversationIn(HIT));
  }

  @Test
  @Order(3)
  void hinderNobodyWhoListsDeadLetters() throws Exception {
    Path log = LOGS.directory().resolve("command-letters.log");
    try (ChildProcess list =
        ChildProcess.named("recorder dead-letters list")
            .main(
                Zonekeeper.class.getName(),
                "recorder",
                "dead-letters",
                "list",
                "--bootstrap-servers",
                centre.cluster().bootstrapServers())
            .jvmFlags(JvmFlags.fastStart(/* heapMegabytes= */ 128))
            .log(log)
            .start()) {
      int exitCode = list.onExit().get(ContactCentre.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(list.lastLogLines(20)).anyMatch(line -> line.contains("are no dead letters"));
      assertThat(exitCode).isZero();
    }
  }

  private static Map<TopicSpec, List<byte[]>> records(long seed) {
    GeneratedRecords generated = new GeneratedRecords(seed, Style.LARGEST);
    ContractSerdes.Opening contract =
        ContractSerdes.with(RegistrySettings.at(centre.cluster().registryUrl().toString()));
    List<TopicSpec> typed =
        Topics.all().stream().filter(topic -> !topic.types().isEmpty()).toList();
    typed.forEach(contract::writes);
    Map<TopicSpec, List<byte[]>> records = new HashMap<>();
    try (ContractSerdes serdes = contract.open()) {
      for (TopicSpec topic : Topics.all()) {
        List<byte[]> values =
            new ArrayList<>(
                Arrays.asList(
                    "rubbish".getBytes(UTF_8),
                    new byte[] {0, 0x7f, 0, 0, 1, 'x'},
                    new byte[0],
                    new byte[900_000]));
        // Of another zone in the right topic; of another topic altogether.
        for (Class<? extends SpecificRecord> type : topic.types()) {
          values.add(serdes.serializer().serialize(topic.name(), generated.next(type, "nowhere")));
        }
        TopicSpec other = typed.get((typed.indexOf(topic) + 1) % typed.size());
        values.add(
            serdes
                .serializer()
                .serialize(other.name(), generated.next(other.types().getFirst(), HIT)));
        records.put(topic, values);
      }
    }
    return records;
  }

  private static Producer<byte[], byte[]> stranger() {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", centre.cluster().bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Duration timeOfACommandIn(String zone) throws Exception {
    long started = System.nanoTime();
    // Whether it is accepted depends on what the agent does now: it is the answer that counts.
    centre.goesNotReady(centre.agentsOf(zone).getFirst());
    return Duration.ofNanos(System.nanoTime() - started);
  }
}
