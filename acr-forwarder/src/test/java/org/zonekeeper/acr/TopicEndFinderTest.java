package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/** The last committed event of a topic, whatever lies behind it. */
class TopicEndFinderTest {
  private static final TopicPartition NORTH = new TopicPartition("zonekeeper.recorder", 0);

  /** Offsets from first to last hold events, from there to the end nothing that can be read. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 1, 1", "0, 10, 11", "0, 10, 40", "0, 50, 5000", "700, 720, 721"})
  void isFoundBehindMarkersAndWhatWasAborted(long begin, long behindLast, long end) {
    JournalStory story = JournalStory.of("north", 3, 2000);
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized long position(TopicPartition partition) {
            // As the broker does: past all that a reader of committed records is not shown.
            long position = super.position(partition);
            return position >= behindLast ? end : position;
          }

          @Override
          public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            for (long at = offset; at < behindLast; at++) {
              addRecord(
                  new ConsumerRecord<>(
                      NORTH.topic(), 0, at, new byte[0], new byte[] {(byte) (at - begin)}));
            }
          }
        };
    consumer.updateBeginningOffsets(Map.of(NORTH, begin));
    consumer.updateEndOffsets(Map.of(NORTH, end));

    RecorderPosition found =
        new TopicEndFinder("north", consumer, (topic, bytes) -> event(story, bytes))
            .lastEvent(NORTH);

    long expected =
        behindLast == begin ? 0 : story.forwardedSequences().get((int) (behindLast - begin) - 1);
    assertThat(found.sequence()).isEqualTo(expected);
  }

  @Test
  void isFoundAmongWhatOthersWrote() {
    JournalStory story = JournalStory.of("north", 3, 2000);
    JournalStory other = JournalStory.of("south", 3, 2000);
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updateBeginningOffsets(Map.of(NORTH, 0L));
    consumer.updateEndOffsets(Map.of(NORTH, 4L));
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(record(0, new byte[] {5}));
          consumer.addRecord(record(1, new byte[] {-1}));
          consumer.addRecord(record(2, null));
          consumer.addRecord(record(3, new byte[] {-2}));
        });

    RecorderPosition found =
        new TopicEndFinder(
                "north",
                consumer,
                (topic, bytes) ->
                    switch (bytes[0]) {
                      case -1 -> throw new UndecodableRecordException("rubbish");
                      case -2 -> other.forwarded().get(9);
                      default -> event(story, bytes);
                    })
            .lastEvent(NORTH);

    assertThat(found.sequence()).isEqualTo(story.forwardedSequences().get(5));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
    return new ConsumerRecord<>(NORTH.topic(), 0, offset, new byte[0], value);
  }

  private static RecorderEvent event(JournalStory story, byte[] bytes) {
    return story.forwarded().get(bytes[0]);
  }
}
