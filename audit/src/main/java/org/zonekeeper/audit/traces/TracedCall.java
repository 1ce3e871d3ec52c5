package org.zonekeeper.audit.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.traces.JournalSpan.Time;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;

/**
 * One call under way, in the making: a span of the whole, spans of its phases, links to the
 * commands that changed it and to the outages that fell into its life. Confined to one thread.
 */
final class TracedCall {
  private static final AttributeKey<String> CALL_ID = AttributeKey.stringKey("zonekeeper.call.id");
  private static final AttributeKey<String> JOB_ID = AttributeKey.stringKey("zonekeeper.job.id");

  private final String zone;
  private final SpanContext context;
  private final Resource resource;
  private final Consumer<SpanData> spans;
  private final long beganAt;
  private final AttributesBuilder attributes;
  private final List<EventData> events = new ArrayList<>();
  private final Set<SpanContext> links = new LinkedHashSet<>();
  private Optional<Phase> phase = Optional.empty();
  private int phases;
  private long lastAt;

  private record Phase(String name, long from) {}

  /**
   * @param beganAt epoch milliseconds
   */
  TracedCall(
      String zone, String callId, long beganAt, Resource resource, Consumer<SpanData> spans) {
    this.zone = zone;
    this.context = TraceIds.call(zone, callId);
    this.beganAt = beganAt;
    this.lastAt = beganAt;
    this.resource = resource;
    this.spans = spans;
    this.attributes = Attributes.builder().put(Tracing.ZONE, zone).put(CALL_ID, callId);
  }

  /** An event that is about the call. */
  void note(JournalRecord record) {
    events.add(ZoneTraces.eventOf(record));
    record.event().getOptionalJobId().ifPresent(job -> attributes.put(JOB_ID, job));
    Cause cause = record.header().getCause();
    if (cause.getKind() == CauseKind.COMMAND) {
      links.add(TraceIds.command(zone, cause.getId()));
    }
    lastAt = Math.max(lastAt, record.at());
  }

  /** The zone was taken over after an outage. */
  void outage(long epoch) {
    links.add(TraceIds.ownerChange(zone, epoch));
  }

  void attribute(String name, String value) {
    attributes.put(name, value);
  }

  /** The phase before is over, and this one begins. */
  void phase(String name, long at) {
    phaseOver(at);
    phase = Optional.of(new Phase(name, at));
  }

  void phaseOver(long at) {
    phase.ifPresent(
        over -> {
          phases++;
          spans.accept(
              new JournalSpan(
                  over.name(),
                  TraceIds.child(context, phases + " " + over.name()),
                  context,
                  new Time(over.from(), at),
                  Attributes.of(Tracing.ZONE, zone),
                  List.of(),
                  List.of(),
                  resource));
        });
    phase = Optional.empty();
  }

  /**
   * The call is over, or the journal.
   *
   * @param complete the former
   */
  void end(boolean complete) {
    phaseOver(lastAt);
    spans.accept(
        new JournalSpan(
            "call",
            context,
            SpanContext.getInvalid(),
            new Time(beganAt, lastAt),
            attributes.put(ZoneTraces.COMPLETE, complete).build(),
            List.copyOf(events),
            links.stream().map(LinkData::create).toList(),
            resource));
  }
}
