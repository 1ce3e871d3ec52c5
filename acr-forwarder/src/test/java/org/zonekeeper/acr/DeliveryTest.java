package org.zonekeeper.acr;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.acr.letters.DeadLetterWriter;
import org.zonekeeper.cluster.process.Ports;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.trace.TraceContext;
import org.zonekeeper.simulators.recorder.FaultChances;
import org.zonekeeper.simulators.recorder.RecorderFault;
import org.zonekeeper.simulators.recorder.RecorderFaults;
import org.zonekeeper.simulators.recorder.RecorderServer;
import org.zonekeeper.simulators.recorder.RecorderStore;

/** Pipelines and the real recorder over real HTTP: its log must equal what the journal forwards. */
class DeliveryTest {
  private static final FaultChances TROUBLED = FaultChances.NONE.withDelay(Duration.ofMillis(1));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Map<String, JournalStory> stories = new TreeMap<>();
  private final Map<String, MemoryPartition> partitions = new TreeMap<>();
  private final Random markers = new Random(7);
  private final MockProducer<byte[], byte[]> letters =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private Path file;
  private RecorderStore store;
  private RecorderServer server;
  private final Ports ports = new Ports();
  private final int port = ports.any("the recorder");
  private HttpRecorderSink recorder;

  @BeforeEach
  void aPortOfItsOwn() throws IOException {
    file = folder.resolve("recorder");
    recorderStarts(RecorderFaults.none());
    recorder =
        new HttpRecorderSink(
            new RecorderHttp(
                RecorderSettings.at(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(2))),
            new DeadLetterWriter(letters, "test", InstantSource.system()));
  }

  @AfterEach
  void close() throws IOException {
    recorder.close();
    recorderStops();
    ports.close();
  }

  @Test
  void everyZonesEventsReachTheRecorderInOrderAndOnce() throws Exception {
    journalOf("north", 600);
    journalOf("south", 300);

    try (TestForwarder forwarder = forwarder()) {
      awaitEverythingRecorded();
      journalGoesOn("north", 50);
      awaitEverythingRecorded();
      assertThat(forwarder.lags()).noneMatch(lag -> !lag.trouble().isEmpty());
    }
    assertLogEqualsJournal();
  }

  @Test
  void errorsLostAnswersAndSlownessLoseNothingAndDoubleNothing() throws Exception {
    recorderStops();
    recorderStarts(
        RecorderFaults.random(
            TROUBLED
                .with(RecorderFault.FAIL, 30)
                .with(RecorderFault.ACCEPT_THEN_DROP, 20)
                .with(RecorderFault.ACCEPT_THEN_FAIL, 10)
                .with(RecorderFault.NONSENSE, 5),
            42));
    journalOf("north", 1500);
    journalOf("south", 900);

    whileForwarding(this::awaitEverythingRecorded);
    assertLogEqualsJournal();
  }

  @Test
  void aRecorderThatIsNotThereAtStartIsWaitedFor() throws Exception {
    recorderStops();
    journalOf("north", 200);

    try (TestForwarder forwarder = forwarder()) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> forwarder.lags().stream().anyMatch(lag -> lag.trouble().contains("positions")));
      recorderStarts(RecorderFaults.none());
      awaitEverythingRecorded();
      await().until(() -> forwarder.lags().stream().allMatch(lag -> lag.trouble().isEmpty()));
    }
    assertLogEqualsJournal();
  }

  @Test
  void aRecorderThatIsRestartedAgainAndAgainGetsTheRestEachTime() throws Exception {
    journalOf("north", 100);

    whileForwarding(
        () -> {
          for (int restart = 0; restart < 5; restart++) {
            journalGoesOn("north", 300);
            int soFar = recorded("north").size();
            await().atMost(PATIENCE).until(() -> recorded("north").size() > soFar);
            recorderStops();
            recorderStarts(RecorderFaults.none());
          }
          awaitEverythingRecorded();
        });
    assertLogEqualsJournal();
  }

  @Test
  void aForwarderThatIsReplacedAgainAndAgainLeavesNoTrace() throws Exception {
    recorderStops();
    recorderStarts(
        RecorderFaults.random(
            TROUBLED.with(RecorderFault.FAIL, 10).with(RecorderFault.ACCEPT_THEN_DROP, 20), 3));
    journalOf("north", 100);

    for (int replacement = 0; replacement < 6; replacement++) {
      journalGoesOn("north", 200);
      int soFar = recorded("north").size();
      whileForwarding(() -> await().atMost(PATIENCE).until(() -> recorded("north").size() > soFar));
    }
    whileForwarding(this::awaitEverythingRecorded);
    assertLogEqualsJournal();
  }

  @Test
  void whatARecorderLosesIsSentAgain() throws Exception {
    journalOf("north", 200);
    whileForwarding(this::awaitEverythingRecorded);
    Path backup = backUp();
    journalGoesOn("north", 300);
    whileForwarding(this::awaitEverythingRecorded);
    restore(backup);

    whileForwarding(this::awaitEverythingRecorded);
    assertLogEqualsJournal();
  }

  @Test
  void aRecorderThatLosesSomethingWhileWeDeliverSaysSoAndGetsIt() throws Exception {
    journalOf("north", 100);
    whileForwarding(this::awaitEverythingRecorded);
    Path backup = backUp();
    journalGoesOn("north", 300);
    whileForwarding(
        () -> {
          awaitEverythingRecorded();
          restore(backup);
          journalGoesOn("north", 100);
          awaitEverythingRecorded();
        });
    assertLogEqualsJournal();
  }

  @Test
  void whatIsRefusedIsPutAsideAndTheRestGoesOn() throws Exception {
    recorderStops();
    recorderStarts(RecorderFaults.random(TROUBLED.refusing("AgentJoinedCall"), 1));
    journalOf("north", 400);
    journalOf("south", 400);

    try (TestForwarder forwarder = forwarder()) {
      awaitEverythingRecorded();
      assertThat(forwarder.lags()).allMatch(lag -> lag.trouble().isEmpty());
    }
    long refused = count("AgentJoinedCall");
    assertThat(refused).isPositive();
    assertThat(letters.history()).hasSize((int) refused);
    assertThat(recordedEvents().stream().filter(line -> type(line).equals("EventWithheld")))
        .hasSize((int) refused);
    assertThat(recordedByZone()).isEqualTo(expectedByZone());
  }

  private long count(String type) {
    return stories.values().stream()
        .flatMap(story -> story.forwarded().stream())
        .filter(event -> event.typeName().equals(type))
        .count();
  }

  private static String type(JsonNode line) {
    return line.get("type").asText();
  }

  private Path backUp() throws IOException {
    recorderStops();
    Path backup = folder.resolve("backup.mv.db");
    Files.copy(folder.resolve("recorder.mv.db"), backup);
    recorderStarts(RecorderFaults.none());
    return backup;
  }

  private void restore(Path backup) throws IOException {
    recorderStops();
    Files.copy(backup, folder.resolve("recorder.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    recorderStarts(RecorderFaults.none());
  }

  private void journalOf(String zone, int events) {
    stories.put(zone, new JournalStory(zone, zone.hashCode()));
    partitions.put(zone, new MemoryPartition());
    journalGoesOn(zone, events);
  }

  private void journalGoesOn(String zone, int events) {
    JournalStory story = stories.get(zone);
    int before = story.events().size();
    story.goesOn(events);
    for (Event event : story.events().subList(before, before + events)) {
      partitions.get(zone).add(event, markers.nextInt(3));
    }
  }

  private void whileForwarding(ThrowingCallable body) throws IOException {
    try (TestForwarder forwarder = forwarder()) {
      assertThatCode(body).doesNotThrowAnyException();
      assertThat(forwarder.lags()).hasSameSizeAs(stories.keySet());
    }
  }

  private TestForwarder forwarder() {
    return new TestForwarder(recorder, stories, partitions);
  }

  private void recorderStarts(RecorderFaults faults) throws IOException {
    store = RecorderStore.open(file, InstantSource.system());
    server = new RecorderServer(store, faults);
    server.start("127.0.0.1", port);
  }

  private void recorderStops() throws IOException {
    server.close();
    store.close();
  }

  private void awaitEverythingRecorded() {
    stories.forEach(
        (zone, story) ->
            await()
                .atMost(PATIENCE)
                .untilAsserted(
                    () ->
                        assertThat(recorded(zone))
                            .hasSizeGreaterThanOrEqualTo(story.forwardedSequences().size())));
  }

  private List<Long> recorded(String zone) throws IOException {
    return recordedByZone().getOrDefault(zone, List.of());
  }

  /** Event for event: types, order, links, contents. */
  private void assertLogEqualsJournal() throws IOException {
    assertThat(recordedByZone()).isEqualTo(expectedByZone());
    Map<String, JsonNode> recorded = new TreeMap<>();
    recordedEvents().forEach(line -> recorded.put(line.get("id").asText(), line));
    for (JournalStory story : stories.values()) {
      for (RecorderEvent event : story.forwarded()) {
        JsonNode line = recorded.get(CloudEvents.id(event));
        JsonNode sent = JSON.readTree(CloudEvents.event(event, TraceContext.NONE));
        assertThat(CloudEvents.TYPE_PREFIX + type(line)).isEqualTo(sent.get("type").asText());
        assertThat(line.get("previous").asText()).isEqualTo(sent.get("previous").asText());
        assertThat(line.get("data")).isEqualTo(sent.get("data"));
      }
    }
  }

  private Map<String, List<Long>> expectedByZone() {
    Map<String, List<Long>> expected = new TreeMap<>();
    stories.forEach((zone, story) -> expected.put(zone, story.forwardedSequences()));
    return expected;
  }

  private Map<String, List<Long>> recordedByZone() throws IOException {
    return recordedEvents().stream()
        .collect(
            groupingBy(
                line -> line.get("zone").asText(),
                mapping(line -> line.get("sequence").asLong(), toList())));
  }

  private List<JsonNode> recordedEvents() throws IOException {
    Path export = folder.resolve("export.jsonl");
    store.export(export);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(export)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
