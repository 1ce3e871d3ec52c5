package org.zonekeeper.acr;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.zonekeeper.acr.mapping.RecorderMapping;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.wire.WireRecord;

/** Events of a zone as an Agent Manager would write them, forwarded ones and others, by a seed. */
final class JournalStory {
  private static final int HEADER_LENGTH = 5;
  private static final int BODY_LENGTH = Long.BYTES + Integer.BYTES;

  private final String zone;
  private final Random random;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  JournalStory(String zone, long seed) {
    this.zone = zone;
    this.random = new Random(seed);
  }

  static JournalStory of(String zone, long seed, int events) {
    JournalStory story = new JournalStory(zone, seed);
    story.goesOn(events);
    return story;
  }

  String zone() {
    return zone;
  }

  void goesOn(int more) {
    for (int i = 0; i < more; i++) {
      events.add(next(events.size() + 1L));
    }
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  List<Long> forwardedSequences() {
    return events.stream()
        .filter(RecorderMapping::includes)
        .map(event -> event.getHeader().getSequence())
        .toList();
  }

  /** What a recorder is to have, in order. */
  List<RecorderEvent> forwarded() {
    List<RecorderEvent> mapped = new ArrayList<>();
    long previous = 0;
    for (Event event : events) {
      var forRecorder = RecorderMapping.map(event, previous, () -> hash(event));
      if (forRecorder.isPresent()) {
        mapped.add(forRecorder.get());
        previous = event.getHeader().getSequence();
      }
    }
    return mapped;
  }

  /** The sequence stands for the event, and a number for its content; Avro has tests of its own. */
  static byte[] encoded(Event event) {
    return new WireRecord(1, body(event)).bytes();
  }

  /** As the journal's own chain has it. */
  static String hash(Event event) {
    return new BodyHash().of(body(event));
  }

  private static byte[] body(Event event) {
    return ByteBuffer.allocate(BODY_LENGTH)
        .putLong(event.getHeader().getSequence())
        .putInt(event.hashCode())
        .array();
  }

  Deserializer<SpecificRecord> decoder() {
    return (topic, bytes) ->
        bytes.length == HEADER_LENGTH + BODY_LENGTH
            ? events.get((int) ByteBuffer.wrap(bytes, HEADER_LENGTH, Long.BYTES).getLong() - 1)
            : refused(topic, bytes);
  }

  /** As the contract's own reading refuses it. */
  private static SpecificRecord refused(String topic, byte[] bytes) {
    int schemaId = WireRecord.parse(topic, bytes).schemaId();
    throw new IllegalStateException(
        "neither a test's event nor rubbish, but of schema " + schemaId);
  }

  private Event next(long sequence) {
    EventHeader header =
        EventHeader.newBuilder()
            .setZone(zone)
            .setEpoch(1)
            .setSequence(sequence)
            .setAt(1_700_000_000_000L + sequence)
            .setCause(new Cause(CauseKind.TIMER, "tick", "", -1L, 0L))
            .setCorrelation("c-" + sequence)
            .build();
    if (sequence == 1) {
      return new ZoneOpened(header, new Owner("am-1", "i-1"), 2);
    }
    String call = "c-" + sequence;
    return switch (random.nextInt(6)) {
      case 0 ->
          new CallConnected(
              header, call, "a-1", header.getAt(), "j", "camp", "contact", "2001", "s-1");
      case 1 -> new CallAttempted(header, call, "j", "camp", "contact", "z-1", header.getAt());
      case 2 -> new AgentStateChanged(header, "a-1", AgentState.READY, null);
      case 3 -> completed(header, call);
      default -> new CommandAccepted(header, "cmd-" + sequence, "GoReady", "a-1");
    };
  }

  private static CallCompleted completed(EventHeader header, String call) {
    return CallCompleted.newBuilder()
        .setHeader(header)
        .setCallId(call)
        .setJobId("j")
        .setCampaign("camp")
        .setContact("contact")
        .setCompletionCode("Ring_No_Answer")
        .setCodeKind(CompletionCodeKind.SYSTEM)
        .setNuisance(NuisanceCause.FAILOVER)
        .setAttemptedAt(header.getAt())
        .build();
  }
}
