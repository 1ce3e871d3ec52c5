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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.acr.letters.DeadLetterBox;
import org.zonekeeper.sim.recorder.Faults;
import org.zonekeeper.sim.recorder.RecorderLog;
import org.zonekeeper.sim.recorder.RecorderServer;

/** Pipelines and the real recorder over real HTTP: its log must equal what the journal forwards. */
class DeliveryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Map<String, JournalStory> stories = new TreeMap<>();
  private final Map<String, MemoryPartition> partitions = new TreeMap<>();
  private final Random markers = new Random(7);
  private final MockProducer<byte[], byte[]> letters =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private Path file;
  private RecorderLog log;
  private RecorderServer server;
  private int port;
  private HttpWayOut recorder;

  @BeforeEach
  void aPortOfItsOwn() throws IOException {
    file = folder.resolve("recorder.jsonl");
    recorderStarts(Faults.none());
    recorder =
        new HttpWayOut(
            new RecorderHttp(
                RecorderSettings.at(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(2))),
            new DeadLetterBox(letters, "test", InstantSource.system()));
  }

  @AfterEach
  void close() throws IOException {
    recorder.close();
    recorderStops();
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
    recorderStarts(Faults.random(Duration.ofMillis(1), 30, 30, 42));
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
      recorderStarts(Faults.none());
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
            recorderStarts(Faults.none());
          }
          awaitEverythingRecorded();
        });
    assertLogEqualsJournal();
  }

  @Test
  void aForwarderThatIsReplacedAgainAndAgainLeavesNoTrace() throws Exception {
    recorderStops();
    recorderStarts(Faults.random(Duration.ofMillis(1), 10, 20, 3));
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
    journalOf("north", 500);
    whileForwarding(this::awaitEverythingRecorded);
    recorderStops();
    List<String> lines = Files.readAllLines(file);
    String backup = String.join("\n", lines.subList(0, lines.size() / 3)) + "\n";
    Files.writeString(file, backup, StandardOpenOption.TRUNCATE_EXISTING);
    recorderStarts(Faults.none());

    whileForwarding(this::awaitEverythingRecorded);
    assertLogEqualsJournal();
  }

  @Test
  void aRecorderThatLosesSomethingWhileWeDeliverSaysSoAndGetsIt() throws Exception {
    journalOf("north", 400);
    whileForwarding(
        () -> {
          awaitEverythingRecorded();
          recorderStops();
          String first = Files.readAllLines(file).getFirst() + "\n";
          Files.writeString(file, first, StandardOpenOption.TRUNCATE_EXISTING);
          recorderStarts(Faults.none());
          journalGoesOn("north", 100);
          awaitEverythingRecorded();
        });
    assertLogEqualsJournal();
  }

  @Test
  void aTornLastLineIsCutAndItsEventSentAgain() throws Exception {
    journalOf("north", 100);
    whileForwarding(this::awaitEverythingRecorded);
    recorderStops();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 25));
    recorderStarts(Faults.none());

    whileForwarding(this::awaitEverythingRecorded);
    assertLogEqualsJournal();
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
    for (SpecificRecord event : story.events().subList(before, before + events)) {
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

  private void recorderStarts(Faults faults) throws IOException {
    log = RecorderLog.open(file, InstantSource.system());
    server = new RecorderServer(log, faults);
    port = server.start("127.0.0.1", port);
  }

  private void recorderStops() throws IOException {
    server.close();
    log.close();
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

  private void assertLogEqualsJournal() throws IOException {
    Map<String, List<Long>> expected = new TreeMap<>();
    stories.forEach((zone, story) -> expected.put(zone, story.forwardedSequences()));
    assertThat(recordedByZone()).isEqualTo(expected);
  }

  private Map<String, List<Long>> recordedByZone() throws IOException {
    return lines().stream()
        .collect(
            groupingBy(
                line -> line.get("zone").asText(),
                mapping(line -> line.get("sequence").asLong(), toList())));
  }

  /** Whole lines only: the recorder may be writing. */
  private List<JsonNode> lines() throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
