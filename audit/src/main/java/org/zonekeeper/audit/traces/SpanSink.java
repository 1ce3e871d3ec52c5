package org.zonekeeper.audit.traces;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;

/** Where spans that were made of a journal go. Confined to one thread. */
public interface SpanSink extends AutoCloseable {
  /**
   * Writes or sends some spans; when it returns, they are there.
   *
   * @throws IOException if a file cannot be written
   * @throws UntakenSpansException if a collector does not take them
   */
  void take(List<SpanData> spans) throws IOException;

  @Override
  void close() throws IOException;
}
