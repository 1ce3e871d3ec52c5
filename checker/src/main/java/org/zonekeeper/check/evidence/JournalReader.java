package org.zonekeeper.check.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.read.ContractConsumers;
import org.zonekeeper.schemas.read.EndOffsets;
import org.zonekeeper.schemas.read.RecordPoll;

/**
 * Reads the whole journal topic, committed records only, from its first record to the end it has
 * when asked. Confined to one thread.
 */
public final class JournalReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final ZoneDirectory directory;
  private final Deserializer<SpecificRecord> deserializer;
  private final List<ForeignRecord> foreign = new ArrayList<>();

  /**
   * @param deserializer of the contract's records; the caller closes it
   */
  public JournalReader(
      String bootstrapServers, ZoneDirectory directory, Deserializer<SpecificRecord> deserializer) {
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
    this.deserializer = deserializer;
  }

  /**
   * Every event, each zone's in the order of its partition.
   *
   * @throws IllegalStateException if there is a record among them that is no event
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be read
   */
  public List<JournalEntry> read() {
    List<JournalEntry> journal = readAround();
    if (!foreign.isEmpty()) {
      throw new IllegalStateException(
          "the journal holds %d records that are no events, the first is %s"
              .formatted(foreign.size(), foreign.getFirst()));
    }
    return journal;
  }

  /** The records that were read around last. */
  public List<ForeignRecord> foreign() {
    return List.copyOf(foreign);
  }

  /**
   * Every event, each zone's in the order of its partition; records that are no events are kept
   * apart.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be read
   */
  public List<JournalEntry> readAround() {
    foreign.clear();
    BodyHashes hashes = new BodyHashes(deserializer);
    try (Consumer<String, SpecificRecord> consumer =
        ContractConsumers.of(bootstrapServers, hashes)) {
      return read(consumer, hashes);
    }
  }

  private List<JournalEntry> read(Consumer<String, SpecificRecord> consumer, BodyHashes hashes) {
    EndOffsets end = EndOffsets.fromBeginning(consumer, Topics.JOURNAL.partitions(directory));
    RecordPoll poll =
        new RecordPoll(
            consumer,
            (partition, offset, reason) ->
                foreign.add(new ForeignRecord(zoneOf(partition.partition()), offset, reason)));
    List<JournalEntry> journal = new ArrayList<>();
    while (!end.reached()) {
      for (ConsumerRecord<String, SpecificRecord> entry : poll.poll(POLL)) {
        String zone = zoneOf(entry.partition());
        if (entry.value() instanceof Event event && event.getHeader().getZone().equals(zone)) {
          journal.add(new JournalEntry(zone, entry.offset(), event, hashes.of(event)));
        } else {
          foreign.add(
              new ForeignRecord(zone, entry.offset(), "it is no event of the partition's zone"));
        }
      }
    }
    return journal;
  }

  private String zoneOf(int partition) {
    return directory.zoneOf(partition).orElseThrow();
  }
}
