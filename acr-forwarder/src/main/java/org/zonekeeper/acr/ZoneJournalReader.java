package org.zonekeeper.acr;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.acr.mapping.RecorderMapping;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.trace.TraceContext;
import org.zonekeeper.schemas.wire.UndecodableRecordException;
import org.zonekeeper.schemas.wire.WireRecord;

/**
 * Reads one zone's journal from where the recorder is, and makes sure that nothing is left out: it
 * starts right behind the recorder's position, which it must have seen in this very journal, and
 * takes only a sequence without a gap. Used by its {@link ZonePipeline}, on the forwarder's thread.
 *
 * <p>Where the recorder is, is a sequence; Kafka seeks by offset. The group's {@link ResumePoint}
 * usually has both. Otherwise the place is searched: every event takes at least one offset (the
 * first has sequence 1, transaction markers lie between), so that an event that is n sequences away
 * is at least n offsets away. Jumping by what is missing never jumps too far, and halves the rest
 * or better.
 */
final class ZoneJournalReader {
  /** Shorter ways are read instead of jumped: a jump costs a round trip and throws away a fetch. */
  private static final long SHORTEST_JUMP = 1000;

  private static final long UNKNOWN = -1;
  private static final Logger LOG = LoggerFactory.getLogger(ZoneJournalReader.class);

  private final String zone;
  private final ZoneJournalPartition partition;
  private final Deserializer<SpecificRecord> decoder;
  private final String topic;

  /** Searching for this event; absent: found, reading on. */
  private Optional<RecorderPosition> sought = Optional.empty();

  private final PositionMatch match;
  private final BodyHash hashes = new BodyHash();

  private final SkippedRecords skipped = new SkippedRecords("forwarder");
  private TopicPartition place;
  private long nextOffset;
  private long lastRead = UNKNOWN;
  private long behindLastRead;
  private RecorderPosition lastForwarded = RecorderPosition.NONE;

  /** Whether this group has forwarded this journal before. */
  private boolean knownHere;

  ZoneJournalReader(
      String zone,
      String topic,
      ZoneJournalPartition partition,
      Deserializer<SpecificRecord> decoder,
      PositionMatch match) {
    this.zone = zone;
    this.topic = topic;
    this.partition = partition;
    this.decoder = decoder;
    this.match = match;
  }

  /** The zone that is read. */
  String zone() {
    return zone;
  }

  /** Starts anew behind the recorder's last event; it has none: at the journal's beginning. */
  void startBehind(RecorderPosition recorder) {
    Optional<ResumePoint> known = partition.committed();
    long recorderAt = recorder.sequence();
    long acknowledged = known.map(point -> point.acknowledged().sequence()).orElse(UNKNOWN);
    knownHere = acknowledged > 0;
    sought = Optional.empty();
    lastRead = UNKNOWN;
    lastForwarded = recorder;
    if (acknowledged > recorderAt) {
      warnOfRewind(acknowledged, recorderAt);
    }
    if (recorderAt == 0) {
      seek(partition.begin());
    } else if (acknowledged == recorderAt
        && recorder.fits(known.get().acknowledged().journalHash())) {
      lastRead = known.get().read();
      behindLastRead = known.get().offset();
      seek(known.get().offset());
    } else {
      sought = Optional.of(recorder);
      boolean before = acknowledged != UNKNOWN && acknowledged < recorderAt;
      seek(before ? known.get().offset() : Math.max(partition.begin(), recorderAt - 1));
    }
  }

  /**
   * Takes the next record.
   *
   * @return the event for the recorder, if it is one
   * @throws MissingEventsException if something that the recorder needs is not there
   * @throws org.zonekeeper.schemas.registry.RegistryException if the registry is needed and fails
   */
  Optional<OutgoingEvent> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() < nextOffset) {
      return Optional.empty(); // fetched before a jump
    }
    place = new TopicPartition(record.topic(), record.partition());
    Optional<Event> read = decode(record);
    if (read.isEmpty()) {
      nextOffset = record.offset() + 1;
      return Optional.empty();
    }
    Event event = read.get();
    EventHeader header = event.getHeader();
    nextOffset = record.offset() + 1;
    if (!header.getZone().equals(zone)) {
      foreign(
          record.offset(),
          "it is an event of zone '%s'; either a stranger wrote it, or the zone directories of the writer and of this forwarder differ"
              .formatted(header.getZone()));
      return Optional.empty();
    }
    if (sought.isPresent()) {
      search(record, header.getSequence(), sought.get());
      return Optional.empty();
    }
    return follow(record, header, event);
  }

  /** Whether the recorder's place is still being searched. */
  boolean searching() {
    return sought.isPresent();
  }

  /**
   * To be asked when no records come while searching.
   *
   * @throws MissingEventsException if the journal ends before the recorder's place
   */
  void requireMoreToSearch() {
    if (searching() && partition.position() >= partition.end()) {
      throw recorderAhead(sought.orElseThrow().sequence());
    }
  }

  /** Where to read on, provided that all events handed out so far are on record. */
  Optional<ResumePoint> reached() {
    return lastRead == UNKNOWN
        ? Optional.empty()
        : Optional.of(new ResumePoint(behindLastRead, lastForwarded, lastRead));
  }

  /**
   * What is no event was written by somebody else, or was an event once and is damaged. Which of
   * the two, the next event tells: it follows the one before without a gap, or the zone stands
   * still there. Until then no resume point lies behind it.
   */
  private Optional<Event> decode(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      foreign(record.offset(), "it has no value; the journal holds no tombstones");
      return Optional.empty();
    }
    try {
      return Optional.of((Event) decoder.deserialize(topic, record.value()));
    } catch (UndecodableRecordException e) {
      foreign(record.offset(), e.getMessage());
      return Optional.empty();
    }
  }

  private void foreign(long offset, String reason) {
    skipped.skipped(place, offset, "zone " + zone + ": " + reason);
  }

  private Optional<OutgoingEvent> follow(
      ConsumerRecord<byte[], byte[]> record, EventHeader header, Event event) {
    long offset = record.offset();
    long sequence = header.getSequence();
    if (lastRead == UNKNOWN && sequence > 1) {
      LOG.warn(
          "journal does not begin at its beginning zone={} firstSequence={}: what came before is no"
              + " longer kept, and a recorder without any event of the zone starts here",
          zone,
          sequence);
    } else if (lastRead != UNKNOWN && sequence <= lastRead) {
      foreign(offset, "it is event %d again, behind event %d".formatted(sequence, lastRead));
      return Optional.empty();
    } else if (lastRead != UNKNOWN && sequence != lastRead + 1) {
      throw new MissingEventsException(
          "zone %s: behind event %d the journal has event %d (offset %d); what should be between is missing, either cut off by the topic's retention or lost"
              .formatted(zone, lastRead, sequence, offset));
    }
    lastRead = sequence;
    behindLastRead = offset + 1;
    Optional<OutgoingEvent> outgoing =
        RecorderMapping.map(event, lastForwarded.sequence(), () -> hash(record))
            .map(mapped -> new OutgoingEvent(offset, mapped, TraceContext.in(record.headers())));
    lastForwarded = outgoing.map(OutgoingEvent::place).orElse(lastForwarded);
    return outgoing;
  }

  private void search(
      ConsumerRecord<byte[], byte[]> record, long sequence, RecorderPosition recorder) {
    long offset = record.offset();
    if (sequence == recorder.sequence()) {
      requireThisJournal(recorder, hash(record));
      sought = Optional.empty();
      lastRead = sequence;
      behindLastRead = offset + 1;
      return;
    }
    if (sequence > recorder.sequence()) {
      throw new MissingEventsException(
          "zone %s: the recorder has events up to %d, the journal only holds them from %d on; what is between can no longer be had from it"
              .formatted(zone, recorder.sequence(), sequence));
    }
    long missing = recorder.sequence() - sequence;
    if (missing < SHORTEST_JUMP) {
      return;
    }
    if (offset + missing >= partition.end()) {
      throw recorderAhead(recorder.sequence());
    }
    seek(offset + missing);
  }

  private void requireThisJournal(RecorderPosition recorder, String hash) {
    if (!recorder.fits(hash)) {
      throw new MissingEventsException(
          "zone %s: the recorder's event %d (hash %s) is not this journal's (hash %s); the journal was begun anew or restored without its end. Have the recorder keep apart what it has, and tell a position that both share"
              .formatted(zone, recorder.sequence(), recorder.journalHash(), hash));
    }
    if (!recorder.tellsJournal() && !knownHere && match == PositionMatch.HASH) {
      throw new MissingEventsException(
          "zone %s: the recorder tells that it has events up to %d, but not the hash of the last, and nothing was ever forwarded to it from this journal; it may have another one's. If it has not, start once with recorder.match=sequence"
              .formatted(zone, recorder.sequence()));
    }
  }

  private String hash(ConsumerRecord<byte[], byte[]> record) {
    return hashes.of(WireRecord.parse(topic, record.value()).body());
  }

  private MissingEventsException recorderAhead(long recorderAt) {
    return new MissingEventsException(
        "zone %s: the recorder says that it has events up to %d, but the journal ends before that; it is not the recorder of this journal"
            .formatted(zone, recorderAt));
  }

  private void warnOfRewind(long acknowledged, long recorderAt) {
    LOG.warn(
        "recorder went back zone={} acknowledged={} recorderAt={}: sending again what it lost",
        zone,
        acknowledged,
        recorderAt);
  }

  private void seek(long offset) {
    nextOffset = offset;
    partition.seek(offset);
  }
}
