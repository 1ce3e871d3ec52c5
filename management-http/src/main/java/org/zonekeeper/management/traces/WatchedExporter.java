package org.zonekeeper.management.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that spans are lost since they cannot be sent, and once that they can again. */
record WatchedExporter(SpanExporter exporter, String to, AtomicBoolean failing)
    implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

  WatchedExporter(SpanExporter exporter, String to) {
    this(exporter, to, new AtomicBoolean());
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> tell(result, count));
  }

  private void tell(CompletableResultCode result, int count) {
    if (!result.isSuccess() && failing.compareAndSet(false, true)) {
      LOG.warn(
          "spans not taken, they are dropped until the collector takes some endpoint={} spans={}"
              + " reason=\"{}\"",
          to,
          count,
          OtlpSpans.reason(result));
    } else if (result.isSuccess() && failing.compareAndSet(true, false)) {
      LOG.info("spans are taken again endpoint={}", to);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
