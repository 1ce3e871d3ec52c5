package org.zonekeeper.acr.siprec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.zonekeeper.acr.mapping.RecorderMapping;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.read.EndOffsets;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/**
 * Finds one call in the journal, from its beginning to its completion code, and no further.
 * Confined to one thread.
 */
public final class JournalSearch {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SAY_EVERY = 100_000;
  private static final long NONE_BEFORE = 0;

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<SpecificRecord> decoder;
  private final LongConsumer progress;
  private final SkippedRecords skipped = new SkippedRecords("metadata");
  private long read;

  /**
   * @param consumer of committed records; stays the caller's to close
   * @param progress hears now and then how many events were read
   */
  public JournalSearch(
      Consumer<byte[], byte[]> consumer,
      Deserializer<SpecificRecord> decoder,
      LongConsumer progress) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.progress = progress;
  }

  /**
   * The call's story, as far as the journal has it now.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be read
   */
  public RecordedCall storyOf(String callId, List<Integer> partitions) {
    List<TopicPartition> journal =
        partitions.stream()
            .map(partition -> new TopicPartition(Topics.JOURNAL.name(), partition))
            .toList();
    EndOffsets end = EndOffsets.fromBeginning(consumer, journal);
    RecordedCall story = new RecordedCall(callId);
    while (!story.isComplete() && !end.reached()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        event(record).ifPresent(event -> take(event, story));
      }
    }
    return story;
  }

  private Optional<Event> event(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    try {
      if (record.value() != null
          && decoder.deserialize(record.topic(), record.value()) instanceof Event event) {
        return Optional.of(event);
      }
      skipped.skipped(partition, record.offset(), "it has no value");
    } catch (UndecodableRecordException e) {
      skipped.skipped(partition, record.offset(), e.getMessage());
    }
    return Optional.empty();
  }

  private void take(Event event, RecordedCall story) {
    read++;
    if (read % SAY_EVERY == 0) {
      progress.accept(read);
    }
    if (event.getOptionalCallId().filter(story.callId()::equals).isPresent()) {
      RecorderMapping.map(event, NONE_BEFORE).ifPresent(story::add);
    }
  }
}
