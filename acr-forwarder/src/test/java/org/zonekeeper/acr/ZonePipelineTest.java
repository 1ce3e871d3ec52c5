package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.Headers;

/** One pipeline, its time and its recorder's answers in the test's hand. */
class ZonePipelineTest {
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":\"(\\d+)\"");
  private static final PipelineSettings SETTINGS =
      new PipelineSettings(
          10, 20, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(60));

  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Runnable> answers = new ArrayDeque<>();
  private final ScriptedRecorder recorder = new ScriptedRecorder();
  private final JournalStory story = JournalStory.of("north", 11, 200);
  private final MemoryPartition partition = new MemoryPartition();
  private final ZonePipeline pipeline =
      new ZonePipeline(
          "north",
          partition,
          new JournalReader("north", "journal", partition, this::decode),
          new PipelineContext(
              recorder,
              SETTINGS,
              new BackOff(SETTINGS.firstPause(), SETTINGS.longestPause(), new Random(1)),
              answers::add,
              () -> Instant.EPOCH,
              nanos::get));
  private long undecodable = -1;

  ZonePipelineTest() {
    story.events().forEach(event -> partition.add(event, 0));
  }

  @Test
  void oneBatchIsInFlightAtATime() {
    turns(5);
    recorder.positions.complete(Map.of());
    turns(5);

    assertThat(recorder.batches).hasSize(1);
    recorder.answer(new Delivery.Accepted());
    turns(5);
    assertThat(recorder.batches).hasSize(2);
    assertThat(recorder.sentSequences()).isEqualTo(story.forwardedSequences().subList(0, 20));
  }

  @Test
  void aRecorderThatNeverAnswersCostsABoundedMemory() {
    recorder.positions.complete(Map.of());
    turns(100);

    assertThat(partition.paused()).isTrue();
    assertThat(pipeline.lag().waiting()).isLessThanOrEqualTo(SETTINGS.bufferEvents() + 30);
  }

  @Test
  void afterABackLogReadingGoesOn() {
    recorder.positions.complete(Map.of());
    for (int i = 0;
        i < 200 && recorder.sentSequences().size() < story.forwardedSequences().size();
        i++) {
      turns(2);
      recorder.answer(new Delivery.Accepted());
    }

    assertThat(recorder.sentSequences()).isEqualTo(story.forwardedSequences());
  }

  @Test
  void anUnclearAnswerIsFollowedByTheSameBatchAfterAPauseThatGrows() {
    recorder.positions.complete(Map.of());
    turns(5);
    List<Long> first = recorder.lastBatch();

    for (int failure = 1; failure <= 4; failure++) {
      recorder.answer(new Delivery.Unclear("HTTP 503"));
      turns(1);
      int sent = recorder.batches.size();
      passes(Duration.ofMillis(49L << (failure - 1)));
      assertThat(recorder.batches).hasSize(sent);
      passes(Duration.ofMillis(52L << (failure - 1)));
      assertThat(recorder.batches).hasSize(sent + 1);
      assertThat(recorder.lastBatch()).isEqualTo(first);
    }
    assertThat(pipeline.lag().trouble()).isEqualTo("HTTP 503");
    assertThat(pipeline.lag().notable()).isTrue();
  }

  @Test
  void aRefusalStopsTheZoneAndNothingIsSkipped() {
    recorder.positions.complete(Map.of());
    turns(5);
    List<Long> first = recorder.lastBatch();

    recorder.answer(new Delivery.Refused("HTTP 400 unknown type"));
    turns(5);
    passes(Duration.ofSeconds(59));
    assertThat(recorder.batches).hasSize(1);
    assertThat(pipeline.lag().trouble()).contains("HTTP 400 unknown type").contains("refused");

    passes(Duration.ofSeconds(2));
    assertThat(recorder.lastBatch()).isEqualTo(first);
    recorder.answer(new Delivery.Accepted());
    turns(5);
    assertThat(pipeline.lag().trouble()).isEmpty();
    assertThat(recorder.batches).hasSize(3);
  }

  @Test
  void aRecorderThatIsElsewhereIsAskedAgainAndGetsWhatFollows() {
    recorder.positions.complete(Map.of());
    turns(5);
    long has = story.forwardedSequences().get(4);

    recorder.answer(new Delivery.OutOfPlace("HTTP 409"));
    recorder.positions = CompletableFuture.completedFuture(Map.of("north", has));
    turns(1);
    passes(Duration.ofMillis(101));
    turns(5);

    assertThat(recorder.lastBatch().getFirst()).isEqualTo(story.forwardedSequences().get(5));
  }

  @Test
  void aRecorderThatContradictsItselfIsNotAskedAtSpeedForEver() {
    recorder.positions.complete(Map.of());
    turns(5);
    for (int i = 0; i < 100; i++) {
      recorder.answer(new Delivery.OutOfPlace("HTTP 409"));
      turns(2);
      passes(Duration.ofMillis(300));
    }
    assertThat(recorder.batches.size()).isLessThan(10);
  }

  @Test
  void aRecorderThatDoesNotSayWhereItIsIsAskedUntilItDoes() {
    recorder.positions =
        CompletableFuture.failedFuture(new RecorderUnavailableException("connection refused"));
    turns(3);
    assertThat(pipeline.lag().trouble()).isEqualTo("connection refused");

    recorder.positions = CompletableFuture.completedFuture(Map.of());
    passes(Duration.ofSeconds(1));

    assertThat(recorder.batches).hasSize(1);
    assertThat(pipeline.lag().trouble()).isEmpty();
  }

  @Test
  void anUnreadableRecordStopsTheZoneBehindWhatCameBeforeIt() {
    undecodable = 50;
    recorder.positions.complete(Map.of());
    for (int i = 0; i < 30; i++) {
      turns(3);
      recorder.answer(new Delivery.Accepted());
    }

    List<Long> before =
        story.forwardedSequences().stream().filter(sequence -> sequence < 50).toList();
    assertThat(recorder.sentSequences()).isEqualTo(before);
    assertThat(pipeline.lag().trouble()).contains("offset 49 cannot be read");
    assertThat(pipeline.resumePoint())
        .hasValueSatisfying(point -> assertThat(point.acknowledged()).isEqualTo(before.getLast()));

    undecodable = -1;
    recorder.positions = CompletableFuture.completedFuture(Map.of("north", before.getLast()));
    passes(Duration.ofSeconds(61));
    assertThat(recorder.lastBatch().getFirst())
        .isEqualTo(story.forwardedSequences().get(before.size()));
  }

  @Test
  void answersToAnAbandonedPipelineNoLongerCount() {
    recorder.positions.complete(Map.of());
    turns(5);

    pipeline.abandon();
    recorder.answer(new Delivery.Accepted());
    turns(5);

    assertThat(recorder.batches).hasSize(1);
  }

  @Test
  void theShortcutFollowsTheAcknowledgements() {
    recorder.positions.complete(Map.of());
    turns(5);
    assertThat(pipeline.resumePoint()).isEmpty();

    recorder.answer(new Delivery.Accepted());
    turns(1);

    long tenth = story.forwardedSequences().get(9);
    assertThat(pipeline.resumePoint()).contains(new ResumePoint(tenth, tenth, tenth));
  }

  private SpecificRecord decode(String topic, byte[] bytes) {
    SpecificRecord event = story.decoder().deserialize(topic, bytes);
    if (Headers.ofEvent(event).getSequence() == undecodable) {
      throw new SerializationException("not Avro");
    }
    return event;
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
    turns(6);
  }

  private void turns(int times) {
    for (int i = 0; i < times; i++) {
      partition.poll(30).forEach(pipeline::accept);
      for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
        answer.run();
      }
      pipeline.advance();
    }
  }

  private static final class ScriptedRecorder implements Recorder {
    private final List<List<Long>> batches = new ArrayList<>();
    private CompletableFuture<Map<String, Long>> positions = new CompletableFuture<>();
    private CompletableFuture<Delivery> delivery = new CompletableFuture<>();

    @Override
    public CompletableFuture<Delivery> send(byte[] batch) {
      List<Long> sequences = new ArrayList<>();
      Matcher matcher = SEQUENCE.matcher(new String(batch, StandardCharsets.UTF_8));
      while (matcher.find()) {
        sequences.add(Long.parseLong(matcher.group(1)));
      }
      batches.add(sequences);
      delivery = new CompletableFuture<>();
      return delivery;
    }

    @Override
    public CompletableFuture<Map<String, Long>> positions() {
      return positions;
    }

    void answer(Delivery with) {
      delivery.complete(with);
    }

    List<Long> lastBatch() {
      return batches.getLast();
    }

    List<Long> sentSequences() {
      return batches.stream().flatMap(List::stream).toList();
    }
  }
}
