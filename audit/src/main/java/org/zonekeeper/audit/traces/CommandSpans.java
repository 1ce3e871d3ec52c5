package org.zonekeeper.audit.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandRefused;

/**
 * A trace for each command that a zone decided on, with the events that it led to, linked to the
 * calls that they are about. A zone decides on one input at a time, so that these events lie behind
 * each other. Confined to one thread.
 */
final class CommandSpans {
  private final String zone;
  private final Resource resource;
  private final Consumer<SpanData> spans;
  private final List<JournalRecord> decision = new ArrayList<>();

  CommandSpans(String zone, Resource resource, Consumer<SpanData> spans) {
    this.zone = zone;
    this.resource = resource;
    this.spans = spans;
  }

  void hear(JournalRecord record) {
    Cause cause = record.header().getCause();
    if (!decision.isEmpty() && !cause.equals(decision.getFirst().header().getCause())) {
      end();
    }
    if (cause.getKind() == CauseKind.COMMAND) {
      decision.add(record);
    }
  }

  void end() {
    if (decision.isEmpty()) {
      return;
    }
    Cause cause = decision.getFirst().header().getCause();
    spans.accept(
        new JournalSpan(
            cause.getType(),
            TraceIds.command(zone, cause.getId()),
            SpanContext.getInvalid(),
            new JournalSpan.Time(decision.getFirst().at(), decision.getLast().at()),
            attributes(cause),
            decision.stream().map(ZoneTraces::eventOf).toList(),
            calls(),
            resource));
    decision.clear();
  }

  private Attributes attributes(Cause cause) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(Tracing.ZONE, zone)
            .put(Tracing.COMMAND_ID, cause.getId())
            .put(ZoneTraces.EPOCH, decision.getFirst().header().getEpoch());
    decision.stream()
        .map(JournalRecord::event)
        .filter(CommandRefused.class::isInstance)
        .map(CommandRefused.class::cast)
        .findFirst()
        .ifPresent(refused -> attributes.put(Tracing.REFUSAL, refused.getReason().name()));
    return attributes.build();
  }

  private List<LinkData> calls() {
    return decision.stream()
        .map(record -> record.event().getOptionalCallId())
        .flatMap(Optional::stream)
        .distinct()
        .map(call -> LinkData.create(TraceIds.call(zone, call)))
        .toList();
  }
}
