package org.zonekeeper.audit.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.management.traces.Tracing;

/**
 * A span that was made of a journal, as exporters take it. Immutable.
 *
 * @param name what it is a span of, one of few
 * @param context its ids
 * @param parent invalid if it is the first of its trace
 * @param time from when to when
 * @param attributes never a person's id
 * @param events of the journal
 * @param links to spans of other traces
 * @param resource the zone
 */
record JournalSpan(
    String name,
    SpanContext context,
    SpanContext parent,
    Time time,
    Attributes attributes,
    List<EventData> events,
    List<LinkData> links,
    Resource resource)
    implements SpanData {

  /**
   * Epoch milliseconds. Clocks of platform and zone differ: an end that lies before the beginning
   * is taken for the same moment.
   */
  record Time(long from, long to) {
    Time {
      to = Math.max(from, to);
    }
  }

  static long nanos(long epochMillis) {
    return TimeUnit.MILLISECONDS.toNanos(epochMillis);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return SpanKind.INTERNAL;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public StatusData getStatus() {
    return StatusData.unset();
  }

  @Override
  public long getStartEpochNanos() {
    return nanos(time.from());
  }

  @Override
  public long getEndEpochNanos() {
    return nanos(time.to());
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public List<EventData> getEvents() {
    return events;
  }

  @Override
  public List<LinkData> getLinks() {
    return links;
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public int getTotalRecordedEvents() {
    return events.size();
  }

  @Override
  public int getTotalRecordedLinks() {
    return links.size();
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for it
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.create(Tracing.SCOPE, null);
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return InstrumentationScopeInfo.create(Tracing.SCOPE);
  }

  @Override
  public Resource getResource() {
    return resource;
  }
}
