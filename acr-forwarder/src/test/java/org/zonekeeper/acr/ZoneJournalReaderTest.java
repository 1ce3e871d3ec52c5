package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.acr.mapping.RecorderMapping;
import org.zonekeeper.schemas.journal.Journal.Event;

class ZoneJournalReaderTest {
  private static final int POLL = 100;
  private static final byte[] RUBBISH = {'r', 'u', 'b'};

  /** Others each time; {@code -Dzonekeeper.seed=N} runs the one again that failed. */
  static LongStream seeds() {
    Long given = Long.getLong("zonekeeper.seed");
    return given == null ? new Random().longs(60) : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fromAnyPlaceOfTheRecorderExactlyTheRestComes(long seed) {
    Random any = new Random(seed);
    int events = any.nextInt(1, 6001);
    int mostMarkers = any.nextInt(5);
    JournalStory story = JournalStory.of("north", seed, events);
    MemoryPartition partition = partition(story, mostMarkers, seed);
    List<Long> forwarded = story.forwardedSequences();
    int has = any.nextInt(forwarded.size() + 1);
    long recorderAt = has == 0 ? 0 : forwarded.get(has - 1);
    if (any.nextInt(3) != 0) {
      partition.commit(shortcutAt(story, mostMarkers, seed, any.nextInt(1, events + 1)));
    }

    ZoneJournalReader reader = reader(story, partition);
    reader.startBehind(place(story, recorderAt));

    assertThat(readToEnd(reader, partition))
        .extracting(OutgoingEvent::sequence)
        .isEqualTo(forwarded.subList(has, forwarded.size()));
  }

  @Test
  void aFarPlaceIsJumpedTo() {
    JournalStory story = JournalStory.of("north", 5, 60_000);
    MemoryPartition partition = partition(story, 2, 5);
    List<Long> forwarded = story.forwardedSequences();
    ZoneJournalReader reader = reader(story, partition);

    reader.startBehind(place(story, forwarded.getLast()));

    int polls = 0;
    while (reader.searching()) {
      polls++;
      partition.poll(POLL).forEach(reader::read);
    }
    assertThat(polls).isLessThan(60); // reading it all would take 600
  }

  @Test
  void whatOthersWriteIntoTheJournalIsPassedOver() {
    JournalStory story = JournalStory.of("north", 7, 60);
    MemoryPartition partition = new MemoryPartition();
    for (Event event : story.events()) {
      partition.add(event, 1);
      partition.addForeign(RUBBISH);
      partition.addForeign(null);
    }
    ZoneJournalReader reader = reader(story, partition);
    reader.startBehind(RecorderPosition.NONE);

    assertThat(readToEnd(reader, partition))
        .extracting(OutgoingEvent::event)
        .isEqualTo(story.forwarded());
    // What follows the last event is not proven to be foreign yet.
    assertThat(reader.reached().orElseThrow().offset()).isEqualTo(59 * 4 + 1);
  }

  @Test
  void strangersEventsThatAreWellFormedArePassedOver() {
    JournalStory story = JournalStory.of("north", 7, 60);
    JournalStory other = JournalStory.of("south", 7, 60);
    MemoryPartition partition = new MemoryPartition();
    List<Event> events = story.events();
    for (int i = 0; i < events.size(); i++) {
      partition.add(events.get(i), 1);
      partition.add(other.events().get(i), 0);
      partition.add(events.get(i / 2), 0);
    }
    ZoneJournalReader reader = reader(story, partition);
    reader.startBehind(RecorderPosition.NONE);

    assertThat(readToEnd(reader, partition))
        .extracting(OutgoingEvent::event)
        .isEqualTo(story.forwarded());
  }

  @Test
  void anEventThatBecameRubbishIsMissedAtTheNextOne() {
    JournalStory story = JournalStory.of("north", 7, 60);
    MemoryPartition partition = new MemoryPartition();
    story.events().forEach(event -> partition.add(event, 0));
    partition.damage(30, RUBBISH);
    ZoneJournalReader reader = reader(story, partition);
    reader.startBehind(RecorderPosition.NONE);

    assertThatThrownBy(() -> readToEnd(reader, partition))
        .isInstanceOf(MissingEventsException.class)
        .hasMessageContaining("behind event 30 the journal has event 32");
    assertThat(reader.reached().orElseThrow().offset()).isEqualTo(30);
  }

  @Test
  void eachEventNamesTheOneForwardedBeforeIt() {
    JournalStory story = JournalStory.of("north", 5, 50);
    MemoryPartition partition = partition(story, 1, 5);
    ZoneJournalReader reader = reader(story, partition);
    reader.startBehind(RecorderPosition.NONE);

    List<OutgoingEvent> all = readToEnd(reader, partition);

    List<Long> forwarded = story.forwardedSequences();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).header().getPrevious()).isEqualTo(i == 0 ? 0 : forwarded.get(i - 1));
    }
    assertThat(all).extracting(OutgoingEvent::event).isEqualTo(story.forwarded());
  }

  @Test
  void aRecorderAheadOfTheJournalIsNotItsRecorder() {
    JournalStory story = JournalStory.of("north", 1, 100);
    MemoryPartition partition = partition(story, 0, 1);
    ZoneJournalReader reader = reader(story, partition);

    reader.startBehind(new RecorderPosition(150, ""));

    assertThatThrownBy(
            () -> {
              readToEnd(reader, partition);
              reader.requireMoreToSearch();
            })
        .isInstanceOf(MissingEventsException.class)
        .hasMessageContaining("150")
        .hasMessageContaining("not the recorder of this journal");
  }

  @Test
  void aRecorderFarAheadIsFoundOutWithoutReadingTheJournal() {
    JournalStory story = JournalStory.of("north", 1, 100);
    MemoryPartition partition = partition(story, 0, 1);
    partition.commit(new ResumePoint(0, RecorderPosition.NONE, 0));
    ZoneJournalReader reader = reader(story, partition);

    reader.startBehind(new RecorderPosition(1_000_000, ""));

    assertThatThrownBy(() -> readToEnd(reader, partition))
        .isInstanceOf(MissingEventsException.class)
        .hasMessageContaining("not the recorder of this journal");
  }

  @Test
  void whatRetentionCutOffBehindTheRecorderIsNotSkipped() {
    JournalStory story = JournalStory.of("north", 1, 100);
    MemoryPartition partition = partition(story, 0, 1);
    partition.forgetBefore(50);
    ZoneJournalReader reader = reader(story, partition);

    reader.startBehind(place(story, story.forwardedSequences().get(3)));

    assertThatThrownBy(() -> readToEnd(reader, partition))
        .isInstanceOf(MissingEventsException.class)
        .hasMessageContaining("only holds them from 51 on");
  }

  @Test
  void retentionThatOvertakesUsWhileWeReadIsNotSkipped() {
    JournalStory story = JournalStory.of("north", 1, 100);
    MemoryPartition partition = partition(story, 0, 1);
    ZoneJournalReader reader = reader(story, partition);
    reader.startBehind(RecorderPosition.NONE);
    partition.poll(10).forEach(reader::read);

    partition.forgetBefore(50);

    assertThatThrownBy(() -> readToEnd(reader, partition))
        .isInstanceOf(MissingEventsException.class)
        .hasMessageContaining("behind event 10 the journal has event 51");
  }

  @Test
  void anEmptyRecorderStartsWhereTheJournalStarts() {
    JournalStory story = JournalStory.of("north", 1, 100);
    MemoryPartition partition = partition(story, 0, 1);
    partition.forgetBefore(50);
    ZoneJournalReader reader = reader(story, partition);

    reader.startBehind(RecorderPosition.NONE);

    assertThat(readToEnd(reader, partition))
        .extracting(OutgoingEvent::sequence)
        .isEqualTo(story.forwardedSequences().stream().filter(sequence -> sequence > 50).toList());
  }

  @Test
  void theSameSequenceInAnotherJournalIsNotTheRecordersPlace() {
    JournalStory story = JournalStory.of("north", 1, 200);
    JournalStory begunAnew = JournalStory.of("north", 2, 400);
    MemoryPartition partition = partition(begunAnew, 0, 1);
    long recorderAt = common(story, begunAnew);
    ZoneJournalReader reader = reader(begunAnew, partition);

    reader.startBehind(place(story, recorderAt));

    assertThatThrownBy(() -> readToEnd(reader, partition))
        .isInstanceOf(MissingEventsException.class)
        .hasMessageContaining("the recorder's event " + recorderAt)
        .hasMessageContaining("is not this journal's");
  }

  @Test
  void aShortcutDoesNotLeadIntoAnotherJournal() {
    JournalStory story = JournalStory.of("north", 1, 200);
    JournalStory begunAnew = JournalStory.of("north", 2, 400);
    MemoryPartition partition = partition(begunAnew, 0, 1);
    long recorderAt = common(story, begunAnew);
    partition.commit(new ResumePoint(recorderAt, place(begunAnew, recorderAt), recorderAt));
    ZoneJournalReader reader = reader(begunAnew, partition);

    reader.startBehind(place(story, recorderAt));

    assertThatThrownBy(() -> readToEnd(reader, partition))
        .isInstanceOf(MissingEventsException.class)
        .hasMessageContaining("is not this journal's");
  }

  @Test
  void aSequenceAloneCountsOnlyInAJournalThatWasForwardedBefore() {
    JournalStory story = JournalStory.of("north", 1, 200);
    long recorderAt = story.forwardedSequences().get(40);
    RecorderPosition withoutHash = new RecorderPosition(recorderAt, "");
    List<Long> rest = story.forwardedSequences().subList(41, story.forwardedSequences().size());

    MemoryPartition unknown = partition(story, 0, 1);
    ZoneJournalReader careful = reader(story, unknown);
    careful.startBehind(withoutHash);
    assertThatThrownBy(() -> readToEnd(careful, unknown))
        .isInstanceOf(MissingEventsException.class)
        .hasMessageContaining("recorder.match=sequence");

    ZoneJournalReader told =
        new ZoneJournalReader("north", "journal", unknown, story.decoder(), PositionMatch.SEQUENCE);
    told.startBehind(withoutHash);
    assertThat(readToEnd(told, unknown)).extracting(OutgoingEvent::sequence).isEqualTo(rest);

    MemoryPartition known = partition(story, 0, 1);
    known.commit(shortcutAt(story, 0, 1, 30));
    ZoneJournalReader knowing = reader(story, known);
    knowing.startBehind(withoutHash);
    assertThat(readToEnd(knowing, known)).extracting(OutgoingEvent::sequence).isEqualTo(rest);
  }

  @Test
  void aShortcutKeepsItsHash() {
    ResumePoint point = new ResumePoint(7, new RecorderPosition(5, "ab".repeat(32)), 6);

    assertThat(ResumePoint.of(point.toCommit())).contains(point);
    assertThat(ResumePoint.of(new OffsetAndMetadata(7, "acknowledged=5 read=6")))
        .as("written before there were hashes")
        .contains(new ResumePoint(7, new RecorderPosition(5, ""), 6));
  }

  /** A sequence that is forwarded of both, with different events. */
  private static long common(JournalStory one, JournalStory other) {
    return one.forwardedSequences().stream()
        .filter(other.forwardedSequences()::contains)
        .filter(sequence -> !place(one, sequence).equals(place(other, sequence)))
        .filter(sequence -> sequence > 100)
        .findFirst()
        .orElseThrow();
  }

  private static ZoneJournalReader reader(JournalStory story, MemoryPartition partition) {
    return new ZoneJournalReader(
        "north", "journal", partition, story.decoder(), PositionMatch.HASH);
  }

  private static RecorderPosition place(JournalStory story, long sequence) {
    return sequence == 0
        ? RecorderPosition.NONE
        : new RecorderPosition(sequence, JournalStory.hash(story.events().get((int) sequence - 1)));
  }

  private static List<OutgoingEvent> readToEnd(
      ZoneJournalReader reader, MemoryPartition partition) {
    List<OutgoingEvent> out = new ArrayList<>();
    while (true) {
      List<ConsumerRecord<byte[], byte[]>> polled = partition.poll(POLL);
      if (polled.isEmpty()) {
        return out;
      }
      polled.forEach(record -> reader.read(record).ifPresent(out::add));
    }
  }

  private static MemoryPartition partition(JournalStory story, int mostMarkers, long seed) {
    MemoryPartition partition = new MemoryPartition();
    Random random = new Random(seed);
    story.events().forEach(event -> partition.add(event, random.nextInt(mostMarkers + 1)));
    return partition;
  }

  /** A true shortcut behind the given event of the same layout. */
  private static ResumePoint shortcutAt(
      JournalStory story, int mostMarkers, long seed, int sequence) {
    Random random = new Random(seed);
    long offset = 0;
    long acknowledged = 0;
    for (Event event : story.events().subList(0, sequence)) {
      offset += 1L + random.nextInt(mostMarkers + 1);
      long own = event.getHeader().getSequence();
      acknowledged = RecorderMapping.includes(event) ? own : acknowledged;
    }
    return new ResumePoint(offset, place(story, acknowledged), sequence);
  }
}
