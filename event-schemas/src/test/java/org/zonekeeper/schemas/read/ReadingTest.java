package org.zonekeeper.schemas.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.registry.RegistryRefusals;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/** Reading up to an end, past what nobody can read. */
class ReadingTest {
  private static final List<TopicPartition> PARTITIONS =
      Topics.JOURNAL.partitions(ZoneDirectory.parse("east=0,west=1"));
  private static final TopicPartition EAST = PARTITIONS.getFirst();
  private static final TopicPartition WEST = PARTITIONS.getLast();

  private final MockConsumer<String, SpecificRecord> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.NONE.name());
  private final List<String> skipped = new ArrayList<>();
  private final RecordPoll poll =
      new RecordPoll(
          consumer,
          (partition, offset, reason) -> skipped.add(partition + "@" + offset + ": " + reason));

  @BeforeEach
  void begin() {
    consumer.updateBeginningOffsets(Map.of(EAST, 0L, WEST, 0L));
  }

  @Test
  void is_at_the_end_when_every_partition_is() {
    consumer.updateEndOffsets(Map.of(EAST, 1L, WEST, 0L));
    EndOffsets end = EndOffsets.fromBeginning(consumer, PARTITIONS);
    assertThat(end.reached()).isFalse();

    consumer.addRecord(new ConsumerRecord<>(EAST.topic(), 0, 0, "east", new ZoneAvailable()));
    assertThat(poll.poll(Duration.ZERO).count()).isEqualTo(1);

    assertThat(end.reached()).isTrue();
    assertThat(skipped).isEmpty();
  }

  @Test
  void passes_over_what_nobody_can_read_and_tells_of_it() {
    consumer.updateEndOffsets(Map.of(EAST, 8L, WEST, 0L));
    EndOffsets end = EndOffsets.fromBeginning(consumer, PARTITIONS);
    consumer.schedulePollTask(() -> fail(7, new UndecodableRecordException("no header")));

    assertThat(poll.poll(Duration.ZERO).isEmpty()).isTrue();

    assertThat(skipped).singleElement().asString().contains("@7", "no header");
    assertThat(end.reached()).isTrue();
  }

  @Test
  void stays_where_the_registry_failed() {
    consumer.assign(List.of(EAST));
    consumer.seek(EAST, 7);
    consumer.schedulePollTask(() -> fail(7, new IllegalStateException("registry away")));

    assertThatThrownBy(() -> poll.poll(Duration.ZERO))
        .isInstanceOf(RecordDeserializationException.class);

    assertThat(consumer.position(EAST)).isEqualTo(7);
    assertThat(skipped).isEmpty();
  }

  @Test
  void holds_up_one_partition_and_no_other_while_the_registry_is_away() {
    RecordPoll following = RecordPoll.following(consumer, (partition, offset, reason) -> {});
    consumer.assign(PARTITIONS);
    consumer.seek(EAST, 7);
    consumer.seek(WEST, 0);
    consumer.schedulePollTask(() -> fail(7, RegistryRefusals.away()));

    assertThat(following.poll(Duration.ZERO).isEmpty()).isTrue();

    assertThat(consumer.paused()).containsExactly(EAST);
    assertThat(consumer.position(EAST)).isEqualTo(7);
    consumer.addRecord(new ConsumerRecord<>(WEST.topic(), 1, 0, "west", new ZoneAvailable()));
    assertThat(following.poll(Duration.ZERO).count()).isEqualTo(1);
  }

  private static void fail(long offset, RuntimeException cause) {
    throw new RecordDeserializationException(
        DeserializationExceptionOrigin.VALUE,
        EAST,
        offset,
        0,
        TimestampType.CREATE_TIME,
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(0),
        new RecordHeaders(),
        "not decoded",
        cause);
  }
}
