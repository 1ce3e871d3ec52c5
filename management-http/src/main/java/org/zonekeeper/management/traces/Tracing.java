package org.zonekeeper.management.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.schemas.trace.TraceContext;

/**
 * The spans of one service. {@link #OFF} makes none: every method returns a constant at once, and
 * nothing is allocated. Spans name zones, commands and events, never a person. Any thread; opened
 * and closed once.
 */
public final class Tracing implements AutoCloseable {
  /** Nothing is traced. */
  public static final Tracing OFF = new Tracing(Optional.empty());

  /** The zone that a span is about. */
  public static final AttributeKey<String> ZONE = AttributeKey.stringKey("zonekeeper.zone");

  /** Place of an event in its zone's journal. */
  public static final AttributeKey<Long> SEQUENCE = AttributeKey.longKey("zonekeeper.sequence");

  /** Id of the command that a span is about. */
  public static final AttributeKey<String> COMMAND_ID =
      AttributeKey.stringKey("zonekeeper.command.id");

  /** Why a command was refused. */
  public static final AttributeKey<String> REFUSAL = AttributeKey.stringKey("zonekeeper.refusal");

  /** Instrumentation scope of all spans of ours. */
  public static final String SCOPE = "org.zonekeeper";

  private static final Duration SEND_EVERY = Duration.ofSeconds(1);
  private static final Duration EXPORT_WITHIN = Duration.ofSeconds(12);
  private static final long CLOSE_SECONDS = 3;
  private static final int LARGEST_BATCH = 512;
  private static final int MOST_LINKS = 256;

  private final Optional<SdkTracerProvider> provider;
  private final Optional<Tracer> tracer;

  private Tracing(Optional<SdkTracerProvider> provider) {
    this.provider = provider;
    this.tracer = provider.map(sdk -> sdk.get(SCOPE));
  }

  /**
   * Sends spans to the collector of the settings; {@link #OFF} if there are none.
   *
   * @param service name of the part, such as {@code desktop-gateway}
   * @param instance id of this one
   */
  public static Tracing open(Optional<TraceSettings> settings, String service, String instance) {
    return settings
        .map(given -> to(OtlpSpans.to(given.endpoint()), given, resource(service, instance)))
        .orElse(OFF);
  }

  /**
   * Gives spans to something else than the settings' collector, which is shut down with this.
   *
   * @param about what the spans are of, see {@link #resource}
   */
  public static Tracing to(SpanExporter exporter, TraceSettings settings, Resource about) {
    BatchSpanProcessor queue =
        BatchSpanProcessor.builder(new WatchedExporter(exporter, settings.endpoint().toString()))
            .setMaxQueueSize(settings.queue())
            .setMaxExportBatchSize(Math.min(LARGEST_BATCH, settings.queue()))
            .setScheduleDelay(SEND_EVERY)
            .setExporterTimeout(EXPORT_WITHIN)
            .build();
    return new Tracing(
        Optional.of(
            SdkTracerProvider.builder()
                .setResource(about)
                .setSampler(new LinkedSampler(Sampler.traceIdRatioBased(settings.ratio())))
                .setSpanLimits(SpanLimits.builder().setMaxNumberOfLinks(MOST_LINKS).build())
                .addSpanProcessor(queue)
                .build()));
  }

  /** How a service calls itself to a collector. */
  public static Resource resource(String service, String instance) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.builder()
                    .put("service.namespace", "zonekeeper")
                    .put("service.name", service)
                    .put("service.instance.id", instance)
                    .put("service.version", ManagementPort.version())
                    .build()));
  }

  /** Whether anything is traced. */
  public boolean isOn() {
    return tracer.isPresent();
  }

  /** Begins a trace; the caller ends its span. Some are not recorded, as the settings say. */
  public Span begin(String name, SpanKind kind) {
    return tracer.isPresent() ? builder(name, kind).startSpan() : Span.getInvalid();
  }

  /**
   * Begins a trace of what follows from one that is told of elsewhere; the caller ends its span.
   * Not a part of that trace: between the two lie a commit, and whatever time its reader took.
   *
   * @return a span that records nothing if the other one does not
   */
  public Span beginLinked(String name, SpanKind kind, TraceContext to) {
    if (tracer.isEmpty() || !to.isSampled()) {
      return Span.getInvalid();
    }
    return builder(name, kind).addLink(remote(to)).startSpan();
  }

  /** The same of several; those that are not recorded, and those named twice, do not count. */
  public Span beginLinked(String name, SpanKind kind, Collection<TraceContext> to) {
    if (tracer.isEmpty() || to.stream().noneMatch(TraceContext::isSampled)) {
      return Span.getInvalid();
    }
    SpanBuilder span = builder(name, kind);
    to.stream()
        .filter(TraceContext::isSampled)
        .distinct()
        .limit(MOST_LINKS)
        .forEach(each -> span.addLink(remote(each)));
    return span.startSpan();
  }

  /** The trace that a record belongs to, if anything is traced here. */
  public TraceContext of(Headers headers) {
    return isOn() ? TraceContext.in(headers) : TraceContext.NONE;
  }

  /** What goes into the headers of a record that is written in this span. */
  public static TraceContext contextOf(Span span) {
    SpanContext context = span.getSpanContext();
    return context.isSampled()
        ? TraceContext.of(context.getTraceId(), context.getSpanId(), true)
        : TraceContext.NONE;
  }

  /** Sends what waits, for three seconds at most. */
  @Override
  public void close() {
    provider.ifPresent(sdk -> sdk.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS));
  }

  private SpanBuilder builder(String name, SpanKind kind) {
    return tracer.orElseThrow().spanBuilder(name).setSpanKind(kind).setParent(Context.root());
  }

  private static SpanContext remote(TraceContext context) {
    return SpanContext.createFromRemoteParent(
        context.traceId(), context.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
  }
}
