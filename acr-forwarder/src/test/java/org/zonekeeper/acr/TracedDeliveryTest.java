package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.zonekeeper.management.traces.TraceSettings;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.trace.TraceContext;

/** What is traced in the journal is traced on its way to the recorder. */
class TracedDeliveryTest {
  private static final TraceContext ONE =
      TraceContext.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);
  private static final TraceContext TWO =
      TraceContext.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);

  private final JournalStory story = JournalStory.of("north", 7, 40);
  private final Spans sent = new Spans();
  private final Line line = new Line();

  @Test
  void anEventBelongsToTheTraceOfItsRecord() {
    List<OutgoingEvent> events = read(List.of(ONE, TWO));

    assertThat(events).hasSizeGreaterThan(4);
    assertThat(events)
        .allSatisfy(
            event -> assertThat(event.trace()).isEqualTo(event.sequence() % 2 == 0 ? ONE : TWO));
    assertThat(events.getFirst().withheld("refused").trace()).isEqualTo(events.getFirst().trace());
    assertThat(read(List.of(TraceContext.NONE)))
        .extracting(OutgoingEvent::trace)
        .containsOnly(TraceContext.NONE);
  }

  @Test
  void aBatchIsASpanThatIsLinkedToWhatLedToItsEvents() {
    List<OutgoingEvent> events = read(List.of(ONE, TWO));
    try (TracedRecorderSink wayOut = traced()) {
      CompletableFuture<Delivery> answer = wayOut.open("north", 0).send(events);
      line.answer.complete(new Delivery.Accepted());
      assertThat(answer.join()).isEqualTo(new Delivery.Accepted());
    }

    SpanData span = sent.only();
    assertThat(span.getName()).isEqualTo("deliver to recorder");
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(context -> context.getTraceId() + context.getSpanId())
        .containsExactlyInAnyOrder(ONE.traceId() + ONE.spanId(), TWO.traceId() + TWO.spanId());
    assertThat(span.getAttributes().get(Tracing.ZONE)).isEqualTo("north");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void whatTheRecorderDidNotTakeIsAnError() {
    try (TracedRecorderSink wayOut = traced()) {
      var unused = wayOut.open("north", 0).send(read(List.of(ONE)));
      line.answer.complete(new Delivery.Unclear("no answer"));
    }

    assertThat(sent.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(sent.only().getStatus().getDescription()).isEqualTo("Unclear");
  }

  @Test
  void whatNobodyTracesHasNoSpan() {
    try (TracedRecorderSink wayOut = traced()) {
      var unused = wayOut.open("north", 0).send(read(List.of(TraceContext.NONE)));
      line.answer.complete(new Delivery.Accepted());
    }

    assertThat(sent.spans).isEmpty();
  }

  /** The story's events as a forwarder reads them, their records of these traces in turn. */
  private List<OutgoingEvent> read(List<TraceContext> traces) {
    MemoryPartition partition = new MemoryPartition();
    ZoneJournalReader reader =
        new ZoneJournalReader("north", "journal", partition, story.decoder(), PositionMatch.HASH);
    reader.startBehind(RecorderPosition.NONE);
    List<OutgoingEvent> read = new ArrayList<>();
    for (Event event : story.events()) {
      long sequence = event.getHeader().getSequence();
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(
              "journal", 0, sequence - 1, new byte[0], JournalStory.encoded(event));
      traces.get((int) (sequence % traces.size())).putInto(record.headers());
      reader.read(record).ifPresent(read::add);
    }
    return read;
  }

  private TracedRecorderSink traced() {
    TraceSettings settings = new TraceSettings(URI.create("http://unused:1/"), 1, 100);
    return new TracedRecorderSink(
        line, Tracing.to(sent, settings, Tracing.resource("acr-forwarder", "test")));
  }

  /** A way out that answers when the test says so. */
  private static final class Line implements RecorderSink, ZoneSink {
    private final CompletableFuture<Delivery> answer = new CompletableFuture<>();

    @Override
    public ZoneSink open(String zone, int partition) {
      return this;
    }

    @Override
    public String describe() {
      return "the test";
    }

    @Override
    public CompletableFuture<RecorderPosition> position() {
      return CompletableFuture.completedFuture(RecorderPosition.NONE);
    }

    @Override
    public CompletableFuture<Delivery> send(List<OutgoingEvent> batch) {
      return answer;
    }

    @Override
    public CompletableFuture<Void> putAside(OutgoingEvent refused, String cause) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }

  /** Keeps the spans that are sent. */
  private static final class Spans implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    SpanData only() {
      assertThat(spans).hasSize(1);
      return spans.getFirst();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      spans.addAll(batch);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
