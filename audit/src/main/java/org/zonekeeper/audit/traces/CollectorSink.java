package org.zonekeeper.audit.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.management.traces.OtlpSpans;

/** To a collector, by OTLP over HTTP. Confined to one thread. */
public final class CollectorSink implements SpanSink {
  /** Longer than the sender waits, tries again and waits. */
  private static final long PATIENCE_SECONDS = 60;

  private final URI endpoint;
  private final SpanExporter exporter;

  public CollectorSink(URI endpoint) {
    this.endpoint = endpoint;
    this.exporter = OtlpSpans.to(endpoint);
  }

  @Override
  public void take(List<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans).join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!result.isSuccess()) {
      throw new UntakenSpansException(
          "the collector at %s did not take %d spans: %s"
              .formatted(endpoint, spans.size(), OtlpSpans.reason(result)));
    }
  }

  @Override
  public void close() {
    exporter.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
