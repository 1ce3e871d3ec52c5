package org.zonekeeper.management.traces;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.zonekeeper.settings.WebAddress;

/** Makes what sends spans to a collector, by OTLP over HTTP, as protobuf. Stateless. */
public final class OtlpSpans {
  /** Ends the sentence "allowed: …" of whatever names a collector. */
  public static final String ENDPOINT_ALLOWED =
      "an http or https address without user and query; without a path, /v1/traces is meant";

  private static final String PATH = "/v1/traces";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * The SDK has a log of its own, which goes past ours, and past its format. What it would say of
   * failures is what the exporters tell their callers.
   */
  private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry.exporter");

  static {
    SDK_LOG.setLevel(Level.OFF);
  }

  private OtlpSpans() {}

  /**
   * The address that spans are sent to.
   *
   * @param text of the collector, or of its traces in particular
   * @throws IllegalArgumentException if it is no address of a web server, or has more than that
   */
  public static URI endpoint(String text) {
    URI address = WebAddress.read(text, "http", "https");
    if (address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException("more than an address: " + text);
    }
    boolean bare = address.getRawPath().isEmpty() || address.getRawPath().equals("/");
    return bare ? address.resolve(PATH) : address;
  }

  /**
   * Opens a sender, which waits for 10 s at most and tries again what may succeed then. Any thread;
   * whoever opens it shuts it down.
   */
  public static SpanExporter to(URI endpoint) {
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(endpoint.toString())
        .setTimeout(PATIENCE)
        .setConnectTimeout(PATIENCE)
        .build();
  }

  /**
   * Why spans were not taken, in words. The SDK tells it by an exception of a package that it calls
   * internal, and otherwise in its log alone.
   *
   * @param failed what sending them came to; not a success
   */
  public static String reason(CompletableResultCode failed) {
    return switch (failed.getFailureThrowable()) {
      case null -> "no answer in time";
      case HttpExportException answer when answer.failedWithResponse() ->
          "HTTP " + answer.getResponse().getStatusCode();
      case Throwable fault -> String.valueOf(fault.getCause() == null ? fault : fault.getCause());
    };
  }
}
