package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.acr.command.RecorderCommands;
import org.zonekeeper.acr.mapping.RecorderMapping;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.recorder.AgentJoinedCall;
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;
import org.zonekeeper.schemas.wire.JsonFields;
import org.zonekeeper.simulators.platform.Conversation;

/**
 * X5, under fire: real forwarders are killed at random points while calls go on, the recorder is
 * killed, stays away, fails, hangs, forgets to answer, refuses; an Agent Manager dies in between.
 * In the end the recorder's log, and the topic for those who read Kafka, hold what the journal
 * says, event for event, in order, each once.
 */
class RecorderUnderFireIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(RecorderUnderFireIT.class);

  /** {@code -Dzonekeeper.seed=N} plays the same again. */
  private static final long SEED = Long.getLong("zonekeeper.seed", new Random().nextLong());

  private static final String GROUP = "under-fire";
  private static final String TOPIC_GROUP = "under-fire-topic";

  private static final Random RANDOM = new Random(SEED);
  private static ContactCentre centre;
  private static RecorderRig rig;
  private static Map<String, List<RecorderEvent>> owed;
  private static String listedBeforeResending;
  private static int resendExit;

  @BeforeAll
  static void play() throws Exception {
    System.out.println("zonekeeper.seed=" + SEED);
    centre =
        ContactCentre.with(2)
            .agentManagers()
            .zones("east", "north", "south")
            .agentsPerZone(3)
            // Events come sooner, which is all that this waits for.
            .platformSetting("talk.mean.ms", "1500")
            .openIn(LOGS.directory());
    ZoneDirectory zones = centre.stage().plan().zones();
    rig = new RecorderRig(centre.cluster(), zones, LOGS.directory());
    rig.startRecorder();
    rig.startForwarder("command-forwarder-1", GROUP);
    rig.startForwarder("command-forwarder-2", GROUP);
    rig.startTopicForwarder("command-topic-forwarder-1", TOPIC_GROUP);
    for (String zone : zones.zones()) {
      centre.startJob(
          zone, "sale", "{'campaign':'loans','maxAgents':3,'completionCodes':['Sale']}");
    }
    fire();
    Map<String, List<String>> jobs = new HashMap<>();
    zones.zones().forEach(zone -> jobs.put(zone, List.of("sale")));
    centre.comeToRest(jobs);
    owed = mapped(centre.evidence().journal());
    awaitTheRecorder();
    listedBeforeResending = deadLetters("list");
    resendExit =
        execute(new StringWriter(), "resend", "--all", "--recorder-url", "" + rig.recorderUrl());
  }

  @AfterAll
  static void end() throws Exception {
    if (rig != null) {
      rig.close();
    }
    if (centre != null) {
      centre.close();
    }
  }

  private static void fire() throws Exception {
    killAForwarder();
    restartRecorder(
        "--fault-percent=FAIL=20",
        "--fault-percent=ACCEPT_THEN_DROP=20",
        "--fault-percent=ACCEPT_THEN_FAIL=15",
        "--fault-percent=NONSENSE=5");
    killAForwarder();
    replaceTopicForwarder();

    pauseSomeRecording();
    String victim = centre.ownerOf("east");
    centre.kill(victim);
    killAForwarder();
    centre.await("east").isOwnedBySomebodyElseThan(victim);
    centre.await("east").isAvailable();
    replaceTopicForwarder();

    rig.killRecorder();
    calls();
    killAForwarder();
    calls();
    rig.startRecorder("--fault-percent=HANG=15");
    killAForwarder();
    restartRecorder("--fault-refuse-type=CallPutOnHold");
    Awaitility.await("an event that is refused")
        .atMost(ContactCentre.PATIENCE)
        .until(() -> deadLetters("list").contains("CallPutOnHold"));
    replaceTopicForwarder();
    restartRecorder();
  }

  /** At a random point: some events after the last thing that was done. */
  private static void killAForwarder() throws Exception {
    calls();
    String name = "command-forwarder-" + (1 + RANDOM.nextInt(2));
    rig.kill(name);
    rig.startForwarder(name, GROUP);
  }

  /** The new one is there before the old one is killed: its zones are taken over. */
  private static void replaceTopicForwarder() throws Exception {
    calls();
    String old =
        rig.forwarders().stream().filter(name -> name.contains("topic")).findFirst().orElseThrow();
    String other = old.endsWith("1") ? "command-topic-forwarder-2" : "command-topic-forwarder-1";
    rig.startTopicForwarder(other, TOPIC_GROUP);
    calls();
    rig.kill(old);
  }

  private static void restartRecorder(String... faults) throws Exception {
    calls();
    rig.killRecorder();
    rig.startRecorder(faults);
  }

  /** Lets the journal go on for a while. */
  private static void calls() {
    long until = journalled() + 20 + RANDOM.nextInt(60);
    Awaitility.await("more events")
        .atMost(ContactCentre.PATIENCE)
        .until(() -> journalled() >= until);
  }

  private static long journalled() {
    return centre.calls().lastForwarded().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Somebody tells a card's number; the recording is still paused when the owner dies. */
  private static void pauseSomeRecording() {
    Awaitility.await("a paused recording")
        .atMost(ContactCentre.PATIENCE)
        .until(
            () -> {
              for (Conversation conversation : centre.conversationsIn("east")) {
                var answer =
                    ContactCentre.answerOf(
                        centre
                            .desktops()
                            .command(
                                conversation.agentId(),
                                "AGTPauseRecording",
                                frame -> frame.put("reason", "CARD_DATA")));
                if (answer.accepted()) {
                  return true;
                }
              }
              return false;
            });
  }

  private static void awaitTheRecorder() {
    Map<String, Long> last = new HashMap<>();
    owed.forEach((zone, events) -> last.put(zone, header(events.getLast()).getSequence()));
    Awaitility.await("the recorder has all")
        .atMost(ContactCentre.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(rig.positions()).containsAllEntriesOf(last));
  }

  @Test
  void the_recorder_has_what_the_journal_says_event_for_event() throws Exception {
    assertThat(resendExit).as("all that was refused was taken in the end").isZero();
    Map<String, List<JsonNode>> had = new TreeMap<>();
    rig.recorded()
        .forEach(
            line ->
                had.computeIfAbsent(line.get("zone").asText(), zone -> new ArrayList<>())
                    .add(line));
    assertThat(had.keySet()).isEqualTo(owed.keySet());
    owed.forEach(
        (zone, events) ->
            assertThat(had.get(zone).stream().map(RecorderUnderFireIT::content).toList())
                .as("zone %s, zonekeeper.seed=%d", zone, SEED)
                .isEqualTo(events.stream().map(RecorderUnderFireIT::content).toList()));
  }

  @Test
  void the_topic_has_what_the_journal_says_event_for_event() {
    ZoneDirectory zones = centre.stage().plan().zones();
    owed.forEach(
        (zone, events) ->
            Awaitility.await(zone + " in the topic")
                .atMost(ContactCentre.PATIENCE)
                .untilAsserted(
                    () ->
                        assertThat(inTopic(zones.partitionOf(zone)))
                            .as("zone %s, zonekeeper.seed=%d", zone, SEED)
                            .isEqualTo(events)));
  }

  @Test
  void the_stream_is_odd_only_where_something_was_refused() throws Exception {
    assertThat(rig.findings())
        .isNotEmpty()
        .allMatch(finding -> finding.contains("CallPutOnHold was refused") || ofAHold(finding));
  }

  @Test
  void what_was_refused_was_listed_with_its_cause() {
    assertThat(listedBeforeResending.lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("CallPutOnHold") && line.contains("HTTP 422"));
    assertThat(deadLetters("list")).startsWith("none");
  }

  @Test
  void a_call_s_metadata_can_be_had_from_the_journal() {
    AgentJoinedCall joined =
        owed.get("east").stream()
            .filter(AgentJoinedCall.class::isInstance)
            .map(AgentJoinedCall.class::cast)
            .findFirst()
            .orElseThrow();
    StringWriter out = new StringWriter();
    int exit =
        RecorderCommands.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                "metadata",
                "--call",
                joined.getCallId(),
                "--bootstrap-servers",
                centre.cluster().bootstrapServers(),
                "--registry",
                centre.cluster().registryUrl().toString(),
                "--zones",
                centre.stage().plan().zones().toString());
    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains("urn:ietf:params:xml:ns:recording:1", "participantstreamassoc")
        .contains("sip:" + joined.getExtension() + "@")
        .contains("completionCode=");
  }

  @Test
  void what_was_to_happen_did_happen() {
    assertThat(owed.values())
        .flatMap(events -> events)
        .extracting(RecorderEvent::typeName)
        .contains(
            "ZoneAvailabilityChanged",
            "CallUnderWay",
            "RecordingPaused",
            "CallPutOnHold",
            "AgentJoinedCall",
            "CallDispositioned");
  }

  /** Off hold without having been put on, or told anew as held: follows from what was refused. */
  private static boolean ofAHold(String finding) {
    return finding.contains("hold of a call") || finding.contains("told anew");
  }

  private static String deadLetters(String command) {
    StringWriter out = new StringWriter();
    var unused = execute(out, command);
    return out.toString();
  }

  private static int execute(StringWriter out, String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "dead-letters",
                command,
                "--bootstrap-servers",
                centre.cluster().bootstrapServers(),
                "--group",
                GROUP));
    arguments.addAll(List.of(more));
    return RecorderCommands.commandLine()
        .setOut(new PrintWriter(out, true))
        .execute(arguments.toArray(String[]::new));
  }

  /** What the journal owes its recorders, by zone. */
  private static Map<String, List<RecorderEvent>> mapped(List<JournalEntry> journal) {
    BodyHash hashes = new BodyHash();
    Map<String, List<RecorderEvent>> mapped = new TreeMap<>();
    for (JournalEntry entry : journal) {
      List<RecorderEvent> zone = mapped.computeIfAbsent(entry.zone(), ignored -> new ArrayList<>());
      long previous = zone.isEmpty() ? 0 : header(zone.getLast()).getSequence();
      RecorderMapping.map(entry.event(), previous, () -> hashes.of(entry.event()))
          .ifPresent(zone::add);
    }
    return mapped;
  }

  private static List<RecorderEvent> inTopic(int partition) {
    TopicPartition only = new TopicPartition(Topics.RECORDER.name(), partition);
    List<RecorderEvent> events = new ArrayList<>();
    try (ContractSerdes serdes =
            ContractSerdes.with(RegistrySettings.at(centre.cluster().registryUrl().toString()))
                .reads(Topics.RECORDER)
                .open();
        var consumer =
            new KafkaConsumer<String, SpecificRecord>(
                Map.of(
                    "bootstrap.servers",
                    centre.cluster().bootstrapServers(),
                    "isolation.level",
                    "read_committed"),
                new StringDeserializer(),
                serdes.deserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      while (consumer.position(only) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> events.add((RecorderEvent) record.value()));
      }
    }
    return events;
  }

  private static String content(RecorderEvent event) {
    ObjectNode data = JsonFields.of(event);
    JsonNode header = data.remove("header");
    return "%s %s %s %s %s"
        .formatted(
            header.get("sequence"),
            header.get("previous"),
            header.get("epoch"),
            event.typeName(),
            data);
  }

  private static String content(JsonNode line) {
    return "%s %s %s %s %s"
        .formatted(
            line.get("sequence"),
            line.get("previous"),
            line.get("epoch"),
            line.get("type").asText(),
            line.get("data"));
  }

  private static RecorderHeader header(RecorderEvent event) {
    return event.getHeader();
  }
}
