package org.zonekeeper.acr;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zonekeeper.management.traces.Tracing;

/**
 * Another way out with a span for each batch that has a traced event in it, from its being sent to
 * its answer. The span is linked to the commands that led to the events, and part of none of their
 * traces: what they did was committed before, and a batch has events of many. Any thread.
 */
final class TracedRecorderSink implements RecorderSink {
  private static final String DELIVERY = "deliver to recorder";

  private final RecorderSink wayOut;
  private final Tracing tracing;

  /** Both are closed with this. */
  TracedRecorderSink(RecorderSink wayOut, Tracing tracing) {
    this.wayOut = wayOut;
    this.tracing = tracing;
  }

  @Override
  public ZoneSink open(String zone, int partition) {
    return new Line(zone, wayOut.open(zone, partition));
  }

  @Override
  public String describe() {
    return wayOut.describe();
  }

  @Override
  public void close() {
    wayOut.close();
    tracing.close();
  }

  private final class Line implements ZoneSink {
    private final String zone;
    private final ZoneSink line;

    Line(String zone, ZoneSink line) {
      this.zone = zone;
      this.line = line;
    }

    @Override
    public CompletableFuture<RecorderPosition> position() {
      return line.position();
    }

    @Override
    public CompletableFuture<Delivery> send(List<OutgoingEvent> batch) {
      Span span =
          tracing
              .beginLinked(
                  DELIVERY, SpanKind.PRODUCER, batch.stream().map(OutgoingEvent::trace).toList())
              .setAttribute(Tracing.ZONE, zone)
              .setAttribute("zonekeeper.sequence.first", batch.getFirst().sequence())
              .setAttribute("zonekeeper.sequence.last", batch.getLast().sequence())
              .setAttribute("messaging.batch.message_count", batch.size());
      return line.send(batch)
          .whenComplete(
              (delivery, defect) -> {
                tell(span, delivery);
                span.end();
              });
    }

    @Override
    public CompletableFuture<Void> putAside(OutgoingEvent refused, String cause) {
      return line.putAside(refused, cause);
    }

    @Override
    public void close() {
      line.close();
    }
  }

  private static void tell(Span span, Delivery delivery) {
    if (!(delivery instanceof Delivery.Accepted)) {
      String name = delivery == null ? "Failed" : delivery.getClass().getSimpleName();
      span.setStatus(StatusCode.ERROR, name);
    }
  }
}
