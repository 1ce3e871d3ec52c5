package org.zonekeeper.audit.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Consumer;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.journal.Cause;

/**
 * Makes the traces of one zone's journal. Fed with its events in order; confined to one thread.
 * Memory grows with the calls under way, not with events.
 */
public final class ZoneTraces {
  /** Of a span that the journal ended before: false. */
  static final AttributeKey<Boolean> COMPLETE = AttributeKey.booleanKey("zonekeeper.complete");

  static final AttributeKey<Long> EPOCH = AttributeKey.longKey("zonekeeper.epoch");
  static final AttributeKey<String> CAUSE_KIND = AttributeKey.stringKey("zonekeeper.cause.kind");
  static final AttributeKey<String> CAUSE_TYPE = AttributeKey.stringKey("zonekeeper.cause.type");
  static final AttributeKey<String> CAUSE_ID = AttributeKey.stringKey("zonekeeper.cause.id");

  private final CommandSpans commands;
  private final CallSpans calls;
  private final OwnerChangeSpans ownerChanges;

  /**
   * @param spans given each span when all of it is known
   */
  public ZoneTraces(String zone, Consumer<SpanData> spans) {
    Resource resource = Tracing.resource("zone", zone);
    this.commands = new CommandSpans(zone, resource, spans);
    this.calls = new CallSpans(zone, resource, spans);
    this.ownerChanges = new OwnerChangeSpans(zone, resource, spans);
  }

  /** The zone's next event. */
  public void hear(JournalRecord record) {
    commands.hear(record);
    calls.hear(record);
    ownerChanges.hear(record);
  }

  /** The journal ends here: what is under way is told as far as it is known. */
  public void end() {
    commands.end();
    calls.end();
    ownerChanges.end();
  }

  /** An event of the journal as an event of a span. */
  static EventData eventOf(JournalRecord record) {
    Cause cause = record.header().getCause();
    return EventData.create(
        JournalSpan.nanos(record.at()),
        record.event().typeName(),
        Attributes.of(
            Tracing.SEQUENCE,
            record.sequence(),
            CAUSE_KIND,
            cause.getKind().name(),
            CAUSE_TYPE,
            cause.getType(),
            CAUSE_ID,
            cause.getId()));
  }
}
