package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.recorder.EventWithheld;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;

/** One pipeline, its time and its recorder's answers in the test's hand. */
class ZonePipelineTest {
  private static final PipelineSettings SETTINGS =
      new PipelineSettings(
          10,
          20,
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          PositionMatch.HASH);

  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Runnable> answers = new ArrayDeque<>();
  private final ScriptedRecorder recorder = new ScriptedRecorder();
  private final JournalStory story = JournalStory.of("north", 11, 200);
  private final MemoryPartition partition = new MemoryPartition();
  private final ZonePipeline pipeline =
      new ZonePipeline(
          new ZoneJournalReader("north", "journal", partition, this::decode, PositionMatch.HASH),
          partition,
          recorder,
          new PipelineContext(
              new NoWayOut(),
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
    recorder.position.complete(RecorderPosition.NONE);
    turns(5);

    assertThat(recorder.batches).hasSize(1);
    recorder.answer(new Delivery.Accepted());
    turns(5);
    assertThat(recorder.batches).hasSize(2);
    assertThat(recorder.sentSequences()).isEqualTo(story.forwardedSequences().subList(0, 20));
  }

  @Test
  void aRecorderThatNeverAnswersCostsABoundedMemory() {
    recorder.position.complete(RecorderPosition.NONE);
    turns(100);

    assertThat(partition.paused()).isTrue();
    assertThat(pipeline.lag().waiting()).isLessThanOrEqualTo(SETTINGS.bufferEvents() + 30);
  }

  @Test
  void afterABackLogReadingGoesOn() {
    recorder.position.complete(RecorderPosition.NONE);
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
    recorder.position.complete(RecorderPosition.NONE);
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
  void whoeverIsBarredStandsStillAndNothingIsSkipped() {
    recorder.position.complete(RecorderPosition.NONE);
    turns(5);
    List<Long> first = recorder.lastBatch();

    recorder.answer(new Delivery.Barred("HTTP 401 who are you"));
    turns(5);
    passes(Duration.ofSeconds(59));
    assertThat(recorder.batches).hasSize(1);
    assertThat(pipeline.lag().trouble()).contains("HTTP 401 who are you");

    passes(Duration.ofSeconds(2));
    assertThat(recorder.lastBatch()).isEqualTo(first);
    recorder.answer(new Delivery.Accepted());
    turns(5);
    assertThat(pipeline.lag().trouble()).isEmpty();
    assertThat(recorder.batches).hasSize(3);
  }

  @Test
  void theOneEventThatIsRefusedIsFoundPutAsideAndReplaced() {
    recorder.position.complete(RecorderPosition.NONE);
    long bad = story.forwardedSequences().get(6);
    List<RecorderEvent> accepted = new ArrayList<>();

    for (int i = 0; i < 200 && accepted.size() < story.forwardedSequences().size(); i++) {
      turns(3);
      List<RecorderEvent> batch = recorder.batches.getLast();
      boolean refused =
          batch.stream()
              .anyMatch(
                  event ->
                      event.getHeader().getSequence() == bad && !(event instanceof EventWithheld));
      if (!refused) {
        accepted.addAll(batch);
      }
      recorder.answer(refused ? new Delivery.Refused("HTTP 422 no") : new Delivery.Accepted());
    }

    assertThat(recorder.putAside).containsExactly(bad + " HTTP 422 no");
    List<RecorderEvent> expected = new ArrayList<>(story.forwarded());
    RecorderEvent original = expected.get(6);
    expected.set(6, new EventWithheld(original.getHeader(), original.typeName(), "HTTP 422 no"));
    assertThat(accepted).isEqualTo(expected);
    assertThat(pipeline.lag().withheld()).isEqualTo(1);
    assertThat(pipeline.lag().trouble()).isEmpty();
  }

  @Test
  void aRecorderThatRefusesThePlaceholderTooStopsTheZone() {
    recorder.position.complete(RecorderPosition.NONE);
    for (int i = 0; i < 20; i++) {
      turns(3);
      recorder.answer(new Delivery.Refused("HTTP 400 gibberish"));
    }
    int sent = recorder.batches.size();
    passes(Duration.ofSeconds(59));

    assertThat(recorder.batches).hasSize(sent);
    assertThat(recorder.putAside).hasSize(1);
    assertThat(pipeline.lag().trouble()).contains("placeholder too").contains("gibberish");
  }

  @Test
  void whatCannotBePutAsideIsNotPassedOver() {
    recorder.position.complete(RecorderPosition.NONE);
    recorder.box = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    for (int i = 0; i < 6; i++) {
      turns(3);
      recorder.answer(new Delivery.Refused("HTTP 400"));
    }
    turns(3);
    assertThat(pipeline.lag().trouble()).contains("could not be put aside").contains("no broker");
    assertThat(pipeline.lag().withheld()).isZero();

    recorder.box = CompletableFuture.completedFuture(null);
    passes(Duration.ofSeconds(11));
    recorder.answer(new Delivery.Refused("HTTP 400"));
    turns(5);
    assertThat(recorder.batches.getLast().getFirst()).isInstanceOf(EventWithheld.class);
  }

  @Test
  void aRecorderThatIsElsewhereIsAskedAgainAndGetsWhatFollows() {
    recorder.position.complete(RecorderPosition.NONE);
    turns(5);
    long has = story.forwardedSequences().get(4);

    recorder.answer(new Delivery.OutOfPlace("HTTP 409"));
    recorder.position = CompletableFuture.completedFuture(place(has));
    turns(1);
    passes(Duration.ofMillis(101));
    turns(5);

    assertThat(recorder.lastBatch().getFirst()).isEqualTo(story.forwardedSequences().get(5));
  }

  @Test
  void aRecorderThatContradictsItselfIsNotAskedAtSpeedForEver() {
    recorder.position.complete(RecorderPosition.NONE);
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
    recorder.position =
        CompletableFuture.failedFuture(new RecorderUnavailableException("connection refused"));
    turns(3);
    assertThat(pipeline.lag().trouble()).isEqualTo("connection refused");

    recorder.position = CompletableFuture.completedFuture(RecorderPosition.NONE);
    passes(Duration.ofSeconds(1));

    assertThat(recorder.batches).hasSize(1);
    assertThat(pipeline.lag().trouble()).isEmpty();
  }

  @Test
  void anUnreadableRecordStopsTheZoneBehindWhatCameBeforeIt() {
    undecodable = 50;
    recorder.position.complete(RecorderPosition.NONE);
    for (int i = 0; i < 30; i++) {
      turns(3);
      recorder.answer(new Delivery.Accepted());
    }

    List<Long> before =
        story.forwardedSequences().stream().filter(sequence -> sequence < 50).toList();
    assertThat(recorder.sentSequences()).isEqualTo(before);
    assertThat(pipeline.lag().trouble()).contains("offset 49 cannot be read");
    assertThat(pipeline.resumePoint())
        .hasValueSatisfying(
            point -> assertThat(point.acknowledged()).isEqualTo(place(before.getLast())));

    undecodable = -1;
    recorder.position = CompletableFuture.completedFuture(place(before.getLast()));
    passes(Duration.ofSeconds(61));
    assertThat(recorder.lastBatch().getFirst())
        .isEqualTo(story.forwardedSequences().get(before.size()));
  }

  @Test
  void answersToAnAbandonedPipelineNoLongerCount() {
    recorder.position.complete(RecorderPosition.NONE);
    turns(5);

    pipeline.abandon();
    recorder.answer(new Delivery.Accepted());
    turns(5);

    assertThat(recorder.batches).hasSize(1);
    assertThat(recorder.closed).isTrue();
  }

  @Test
  void theShortcutFollowsTheAcknowledgements() {
    recorder.position.complete(RecorderPosition.NONE);
    turns(5);
    assertThat(pipeline.resumePoint()).isEmpty();

    recorder.answer(new Delivery.Accepted());
    turns(1);

    long tenth = story.forwardedSequences().get(9);
    assertThat(pipeline.resumePoint()).contains(new ResumePoint(tenth, place(tenth), tenth));
  }

  private RecorderPosition place(long sequence) {
    return new RecorderPosition(
        sequence, JournalStory.hash(story.events().get((int) sequence - 1)));
  }

  private SpecificRecord decode(String topic, byte[] bytes) {
    Event event = (Event) story.decoder().deserialize(topic, bytes);
    if (event.getHeader().getSequence() == undecodable) {
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

  private static final class ScriptedRecorder implements ZoneSink {
    private final List<List<RecorderEvent>> batches = new ArrayList<>();
    private final List<String> putAside = new ArrayList<>();
    private CompletableFuture<RecorderPosition> position = new CompletableFuture<>();
    private CompletableFuture<Delivery> delivery = new CompletableFuture<>();
    private CompletableFuture<Void> box = CompletableFuture.completedFuture(null);
    private boolean closed;

    @Override
    public CompletableFuture<Delivery> send(List<OutgoingEvent> batch) {
      batches.add(batch.stream().map(OutgoingEvent::event).toList());
      delivery = new CompletableFuture<>();
      return delivery;
    }

    @Override
    public CompletableFuture<RecorderPosition> position() {
      return position;
    }

    @Override
    public CompletableFuture<Void> putAside(OutgoingEvent refused, String cause) {
      putAside.add(refused.sequence() + " " + cause);
      return box;
    }

    @Override
    public void close() {
      closed = true;
    }

    void answer(Delivery with) {
      delivery.complete(with);
    }

    List<Long> lastBatch() {
      return sequences(batches.getLast());
    }

    List<Long> sentSequences() {
      return batches.stream().flatMap(batch -> sequences(batch).stream()).toList();
    }

    private static List<Long> sequences(List<RecorderEvent> batch) {
      return batch.stream().map(event -> event.getHeader().getSequence()).toList();
    }
  }

  /** The pipeline has its line already. */
  private static final class NoWayOut implements RecorderSink {
    @Override
    public ZoneSink open(String zone, int partition) {
      throw new AssertionError("nobody opens a line here");
    }

    @Override
    public String describe() {
      return "nowhere";
    }

    @Override
    public void close() {}
  }
}
