package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;

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

    long found =
        new TopicEndFinder(consumer, (topic, bytes) -> event(story, bytes)).lastSequence(NORTH);

    long expected =
        behindLast == begin ? 0 : story.forwardedSequences().get((int) (behindLast - begin) - 1);
    assertThat(found).isEqualTo(expected);
  }

  private static RecorderEvent event(JournalStory story, byte[] bytes) {
    return story.forwarded().get(bytes[0]);
  }
}
