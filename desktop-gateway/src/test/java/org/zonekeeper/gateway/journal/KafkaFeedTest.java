package org.zonekeeper.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.journal.FeedReading.Rest;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.AgentState;

/** What the feed says of what it has not read yet: zones are not to be judged by it. */
class KafkaFeedTest {
  private static final ZoneDirectory ZONES = ZoneDirectory.parse("north=0");
  private static final int EVENTS = KafkaFeed.MOST_AT_ONCE + 1;

  private final Given north = new Given();
  private final MockConsumer<String, SpecificRecord> consumer = new MockConsumer<>("none");
  private final List<FeedReading> readings = new ArrayList<>();
  private KafkaFeed feed;

  @Test
  void saysThatMoreLiesUnreadUntilAllIsRead() {
    consumer.setMaxPollRecords(KafkaFeed.MOST_AT_ONCE);
    List.of(Topics.JOURNAL, Topics.ZONE_STATUS, Topics.AGENTS).stream()
        .flatMap(topic -> topic.partitions(ZONES).stream())
        .forEach(
            partition -> {
              consumer.updateBeginningOffsets(Map.of(partition, 0L));
              consumer.updateEndOffsets(Map.of(partition, 0L));
            });
    consumer.schedulePollTask(this::writeEvents);
    feed = new KafkaFeed(consumer, ZONES, Tracing.OFF, this::read);
    feed.run();

    assertThat(readings)
        .extracting(FeedReading::rest)
        .containsExactly(Rest.NOTHING, Rest.MORE, Rest.NOTHING);
    assertThat(readings).extracting(each -> each.items().size()).containsExactly(1, EVENTS - 1, 1);
  }

  private void writeEvents() {
    for (int offset = 0; offset < EVENTS; offset++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              Topics.JOURNAL.name(), 0, offset, Given.ZONE, north.state("a-1", AgentState.READY)));
    }
  }

  private void read(FeedReading reading) {
    readings.add(reading);
    if (readings.stream().mapToInt(each -> each.items().size()).sum() > EVENTS) {
      feed.stop();
    }
  }
}
