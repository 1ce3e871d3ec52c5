package org.zonekeeper.audit.traces;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of traces and spans that follow from what they are of, by SHA-256: whoever makes them again,
 * of another copy of the journal or of another part of it, makes the same. Stateless; any thread.
 */
final class TraceIds {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private TraceIds() {}

  /** The span of everything that a command led to. */
  static SpanContext command(String zone, String commandId) {
    return root("command", zone, commandId);
  }

  /** The span of a whole call. */
  static SpanContext call(String zone, String callId) {
    return root("call", zone, callId);
  }

  /** The span of a change of owner. */
  static SpanContext ownerChange(String zone, long epoch) {
    return root("owner", zone, Long.toString(epoch));
  }

  /**
   * A span within the trace of another one.
   *
   * @param name unique among the other's children
   */
  static SpanContext child(SpanContext parent, String name) {
    return context(
        parent.getTraceId(), hash(SPAN_BYTES, parent.getTraceId(), parent.getSpanId(), name));
  }

  private static SpanContext root(String kind, String zone, String id) {
    return context(hash(TRACE_BYTES, kind, zone, id), hash(SPAN_BYTES, kind, zone, id, "root"));
  }

  private static SpanContext context(String traceId, String spanId) {
    return SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  /** No part of an id may have a character 0, so that no two lists of parts are the same bytes. */
  private static String hash(int bytes, String... parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
