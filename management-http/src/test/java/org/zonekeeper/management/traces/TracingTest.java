package org.zonekeeper.management.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.trace.TraceContext;

class TracingTest {
  private static final TraceContext SAMPLED =
      TraceContext.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
  private static final TraceContext OTHER =
      TraceContext.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);
  private static final TraceContext UNSAMPLED =
      TraceContext.of("aaf92f3577b34da6a3ce929d0e0e4736", "aaf067aa0ba902b7", false);

  private OtlpCollector collector;

  @BeforeEach
  void openCollector() throws IOException {
    collector = new OtlpCollector(200);
  }

  @AfterEach
  void closeCollector() {
    collector.close();
  }

  @Test
  void aSpanIsSentWithItsServiceAndStandsInTheRecordsHeaders() throws InterruptedException {
    TraceContext written;
    try (Tracing tracing = open("1")) {
      Span span = tracing.begin("AGTLogon", SpanKind.SERVER).setAttribute(Tracing.ZONE, "north");
      written = Tracing.contextOf(span);
      span.end();
    }

    ResourceSpans sent = collector.next().getFirst();
    assertThat(texts(sent.getResource().getAttributesList()))
        .containsEntry("service.namespace", "zonekeeper")
        .containsEntry("service.name", "desktop-gateway")
        .containsEntry("service.instance.id", "gw-1")
        .containsKey("service.version");
    var span = only(sent);
    assertThat(span.getName()).isEqualTo("AGTLogon");
    assertThat(span.getKind())
        .isEqualTo(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(hex(span.getTraceId().toByteArray())).isEqualTo(written.traceId());
    assertThat(hex(span.getSpanId().toByteArray())).isEqualTo(written.spanId());
    assertThat(written.isSampled()).isTrue();
    assertThat(texts(span.getAttributesList())).containsEntry("zonekeeper.zone", "north");
    assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
  }

  @Test
  void whatIsLinkedIsATraceOfItsOwnWhateverTheShareOfBeginnings() throws InterruptedException {
    try (Tracing tracing = open("0")) {
      tracing.begin("not traced", SpanKind.SERVER).end();
      tracing
          .beginLinked(
              "deliver",
              SpanKind.PRODUCER,
              List.of(SAMPLED, TraceContext.NONE, OTHER, UNSAMPLED, SAMPLED))
          .end();
    }

    var span = only(collector.next().getFirst());
    assertThat(span.getName()).isEqualTo("deliver");
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(span.getLinksList())
        .extracting(link -> hex(link.getTraceId().toByteArray()))
        .containsExactly(SAMPLED.traceId(), OTHER.traceId());
    assertThat(span.getLinksList())
        .extracting(link -> hex(link.getSpanId().toByteArray()))
        .containsExactly(SAMPLED.spanId(), OTHER.spanId());
    assertThat(hex(span.getTraceId().toByteArray())).isNotIn(SAMPLED.traceId(), OTHER.traceId());
    assertThat(collector.isEmpty()).isTrue();
  }

  @Test
  void whatIsLinkedToSomethingUnrecordedIsNotRecorded() {
    try (Tracing tracing = open("1")) {
      assertThat(tracing.beginLinked("notify", SpanKind.CONSUMER, UNSAMPLED))
          .isSameAs(Span.getInvalid());
      assertThat(tracing.beginLinked("notify", SpanKind.CONSUMER, List.of(UNSAMPLED)))
          .isSameAs(Span.getInvalid());
    }
  }

  @Test
  void aCommandThatIsNotTracedLeavesNothingInTheHeaders() {
    try (Tracing tracing = open("0")) {
      Span span = tracing.begin("AGTLogon", SpanKind.SERVER);
      assertThat(span.isRecording()).isFalse();
      assertThat(Tracing.contextOf(span)).isSameAs(TraceContext.NONE);
    }
  }

  @Test
  void aCollectorThatRefusesOrIsAwayHoldsNobodyUp() throws IOException {
    try (OtlpCollector full = new OtlpCollector(400);
        Tracing refused = open("1", full.address());
        Tracing unheard = open("1", "http://127.0.0.1:1")) {
      refused.begin("AGTLogon", SpanKind.SERVER).end();
      unheard.begin("AGTLogon", SpanKind.SERVER).end();
    }
    assertThat(collector.isEmpty()).isTrue();
  }

  @Test
  void offCostsNothing() {
    Headers headers = new RecordHeaders();
    // Classes are loaded, and what is made once is made.
    traceInVain(headers, 1_000);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    traceInVain(headers, 10_000);

    // Asking costs something itself; one object for each round would be 160,000 at least.
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    assertThat(headers.toArray()).isEmpty();
  }

  private static void traceInVain(Headers headers, int times) {
    for (int i = 0; i < times; i++) {
      Span span =
          Tracing.OFF.begin("AGTLogon", SpanKind.SERVER).setAttribute(Tracing.ZONE, "north");
      Tracing.contextOf(span).putInto(headers);
      span.end();
      TraceContext read = Tracing.OFF.of(headers);
      TraceContext.in(headers).putInto(headers);
      Tracing.OFF.beginLinked("notify", SpanKind.CONSUMER, read).end();
    }
  }

  @Test
  void offDoesNotLookAtHeaders() {
    Headers headers = new RecordHeaders();
    SAMPLED.putInto(headers);
    assertThat(Tracing.OFF.of(headers)).isSameAs(TraceContext.NONE);
    assertThat(Tracing.OFF.isOn()).isFalse();
    assertThat(Tracing.open(Optional.empty(), "desktop-gateway", "gw-1")).isSameAs(Tracing.OFF);
  }

  private Tracing open(String ratio) {
    return open(ratio, collector.address());
  }

  private static Tracing open(String ratio, String endpoint) {
    return Tracing.open(
        TraceSettings.of(
            TraceSettings.CATALOGUE.read(
                Map.of("trace.endpoint", endpoint, "trace.sampling.ratio", ratio))),
        "desktop-gateway",
        "gw-1");
  }

  private static io.opentelemetry.proto.trace.v1.Span only(ResourceSpans sent) {
    assertThat(sent.getScopeSpansList()).hasSize(1);
    assertThat(sent.getScopeSpans(0).getScope().getName()).isEqualTo("org.zonekeeper");
    assertThat(sent.getScopeSpans(0).getSpansList()).hasSize(1);
    return sent.getScopeSpans(0).getSpans(0);
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
