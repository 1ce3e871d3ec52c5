package org.zonekeeper.audit.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.traces.JournalSpan.Time;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * A trace for each change of owner: a handover from its announcement on; an outage from the last
 * sign of life of the owner before, with the silence, and the reading of each topic up to the new
 * owner's barrier, as its parts. Confined to one thread.
 */
final class OwnerChangeSpans {
  private static final AttributeKey<String> PREVIOUS =
      AttributeKey.stringKey("zonekeeper.owner.previous");
  private static final AttributeKey<String> OWNER = AttributeKey.stringKey("zonekeeper.owner");
  private static final AttributeKey<String> GROUNDS =
      AttributeKey.stringKey("zonekeeper.owner.grounds");

  private final String zone;
  private final Resource resource;
  private final Consumer<SpanData> spans;
  private OptionalLong announcedAt = OptionalLong.empty();
  private Optional<Outage> outage = Optional.empty();

  OwnerChangeSpans(String zone, Resource resource, Consumer<SpanData> spans) {
    this.zone = zone;
    this.resource = resource;
    this.spans = spans;
  }

  /** An outage that is not over, and what was written of it. */
  private record Outage(JournalRecord taken, ZoneTakenOver event, List<EventData> events) {
    long beganAt() {
      return event.getOutageBeganAt();
    }
  }

  void hear(JournalRecord record) {
    outage.ifPresent(open -> note(open, record));
    switch (record.event()) {
      case HandoverAnnounced e -> announcedAt = OptionalLong.of(record.at());
      case ZoneHandedOver e -> {
        end();
        handedOver(record, e);
      }
      case ZoneTakenOver e -> {
        end();
        announcedAt = OptionalLong.empty();
        outage = Optional.of(new Outage(record, e, new ArrayList<>()));
        outage.get().events().add(ZoneTraces.eventOf(record));
        child("silence", new Time(e.getOutageBeganAt(), record.at()));
      }
      case BarrierPassed e ->
          outage.ifPresent(
              open ->
                  child(
                      "read to barrier in " + e.getStream(),
                      new Time(open.taken().at(), record.at())));
      case ZoneAvailable e -> {
        outage.ifPresent(open -> over(open, record.at(), true));
        outage = Optional.empty();
      }
      default -> {
        // No step of a change of owner.
      }
    }
  }

  /** An outage that the journal, or its owner, did not live to see the end of. */
  void end() {
    outage.ifPresent(open -> over(open, open.taken().at(), false));
    outage = Optional.empty();
  }

  private static void note(Outage open, JournalRecord record) {
    if (record.event() instanceof BarrierPassed || record.event() instanceof ZoneAvailable) {
      open.events().add(ZoneTraces.eventOf(record));
    }
  }

  private void handedOver(JournalRecord record, ZoneHandedOver event) {
    spans.accept(
        new JournalSpan(
            "handover",
            TraceIds.ownerChange(zone, record.header().getEpoch()),
            SpanContext.getInvalid(),
            new Time(announcedAt.orElse(record.at()), record.at()),
            attributes(record, event.getPreviousOwner(), event.getOwner(), event.getGrounds())
                .build(),
            List.of(ZoneTraces.eventOf(record)),
            List.of(),
            resource));
    announcedAt = OptionalLong.empty();
  }

  private void over(Outage open, long at, boolean complete) {
    ZoneTakenOver event = open.event();
    spans.accept(
        new JournalSpan(
            "outage",
            context(open),
            SpanContext.getInvalid(),
            new Time(open.beganAt(), at),
            attributes(open.taken(), event.getPreviousOwner(), event.getOwner(), event.getGrounds())
                .put(ZoneTraces.COMPLETE, complete)
                .build(),
            List.copyOf(open.events()),
            List.of(),
            resource));
  }

  private void child(String name, Time time) {
    SpanContext parent = context(outage.orElseThrow());
    spans.accept(
        new JournalSpan(
            name,
            TraceIds.child(parent, name),
            parent,
            time,
            Attributes.of(Tracing.ZONE, zone),
            List.of(),
            List.of(),
            resource));
  }

  private SpanContext context(Outage open) {
    return TraceIds.ownerChange(zone, open.taken().header().getEpoch());
  }

  private AttributesBuilder attributes(
      JournalRecord record, Owner previous, Owner owner, String grounds) {
    return Attributes.builder()
        .put(Tracing.ZONE, zone)
        .put(ZoneTraces.EPOCH, record.header().getEpoch())
        .put(PREVIOUS, previous.getAgentManager())
        .put(OWNER, owner.getAgentManager())
        .put(GROUNDS, grounds);
  }
}
