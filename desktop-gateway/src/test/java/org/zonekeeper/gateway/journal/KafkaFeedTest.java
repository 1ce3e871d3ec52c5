package org.zonekeeper.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.journal.FeedReading.Rest;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.AgentState;

/** What the feed says of what it has not read yet, and what of it goes first. */
class KafkaFeedTest {
  private static final ZoneDirectory ZONES = ZoneDirectory.parse("north=0");
  private static final int AGENTS = KafkaFeed.MOST_AT_ONCE + 1;

  private final Given north = new Given();
  private final MockConsumer<String, SpecificRecord> consumer = new MockConsumer<>("none");
  private final List<FeedReading> readings = new ArrayList<>();
  private KafkaFeed feed;

  @BeforeEach
  void emptyTopics() {
    consumer.setMaxPollRecords(KafkaFeed.MOST_AT_ONCE);
    List.of(Topics.JOURNAL, Topics.ZONE_STATUS, Topics.AGENTS).stream()
        .flatMap(topic -> topic.partitions(ZONES).stream())
        .forEach(
            partition -> {
              consumer.updateBeginningOffsets(Map.of(partition, 0L));
              consumer.updateEndOffsets(Map.of(partition, 0L));
            });
  }

  @Test
  void saysThatMoreLiesUnreadUntilAllIsRead() {
    consumer.schedulePollTask(this::writeAgents);
    runUntilRead(1 + AGENTS);

    assertThat(readings)
        .extracting(FeedReading::rest)
        .containsExactly(Rest.NOTHING, Rest.MORE, Rest.NOTHING);
    assertThat(readings).extracting(each -> each.items().size()).containsExactly(1, AGENTS - 1, 1);
  }

  @Test
  void readsWhatAZoneSaysBeforeTheRestOfItsAgentsRecords() {
    consumer.schedulePollTask(this::writeAgents);
    consumer.schedulePollTask(this::writeEvent);
    runUntilRead(2 + AGENTS);

    assertThat(readings)
        .extracting(each -> each.items().getFirst().getClass().getSimpleName())
        .containsExactly("CaughtUp", "Agent", "Event", "Agent");
  }

  private void runUntilRead(int items) {
    feed =
        new KafkaFeed(
            consumer,
            ZONES,
            Tracing.OFF,
            reading -> {
              readings.add(reading);
              if (readings.stream().mapToInt(each -> each.items().size()).sum() == items) {
                feed.stop();
              }
            });
    feed.run();
  }

  private void writeAgents() {
    for (int offset = 0; offset < AGENTS; offset++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              Topics.AGENTS.name(), 0, offset, "a-1", north.snapshot("a-1", "s-1")));
    }
  }

  private void writeEvent() {
    consumer.addRecord(
        new ConsumerRecord<>(
            Topics.JOURNAL.name(), 0, 0, Given.ZONE, north.state("a-1", AgentState.READY)));
  }
}
