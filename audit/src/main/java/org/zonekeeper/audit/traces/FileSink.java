package org.zonekeeper.audit.traces;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * To a file of JSON lines, each a {@code TracesData} of OTLP as collectors write and read them. All
 * spans of one line are of one zone. Confined to one thread.
 */
public final class FileSink implements SpanSink {
  /** OTLP's number for spans of kind INTERNAL, which all of ours are. */
  private static final int INTERNAL = 1;

  private static final int SAMPLED = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter file;

  /** Whatever the file holds is written over. */
  public FileSink(Path path) throws IOException {
    this.file = Files.newBufferedWriter(path);
  }

  @Override
  public void take(List<SpanData> spans) throws IOException {
    if (spans.isEmpty()) {
      return;
    }
    ObjectNode line = JSON.createObjectNode();
    ObjectNode ofZone = line.putArray("resourceSpans").addObject();
    put(
        ofZone.putObject("resource").putArray("attributes"),
        spans.getFirst().getResource().getAttributes());
    ObjectNode ofScope = ofZone.putArray("scopeSpans").addObject();
    ofScope
        .putObject("scope")
        .put("name", spans.getFirst().getInstrumentationScopeInfo().getName());
    ArrayNode array = ofScope.putArray("spans");
    spans.forEach(span -> put(array.addObject(), span));
    file.write(JSON.writeValueAsString(line));
    file.write('\n');
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static void put(ObjectNode to, SpanData span) {
    to.put("traceId", span.getTraceId());
    to.put("spanId", span.getSpanId());
    if (span.getParentSpanContext().isValid()) {
      to.put("parentSpanId", span.getParentSpanId());
    }
    to.put("flags", SAMPLED);
    to.put("name", span.getName());
    to.put("kind", INTERNAL);
    to.put("startTimeUnixNano", Long.toString(span.getStartEpochNanos()));
    to.put("endTimeUnixNano", Long.toString(span.getEndEpochNanos()));
    put(to.putArray("attributes"), span.getAttributes());
    ArrayNode events = to.putArray("events");
    for (EventData event : span.getEvents()) {
      ObjectNode one = events.addObject();
      one.put("timeUnixNano", Long.toString(event.getEpochNanos()));
      one.put("name", event.getName());
      put(one.putArray("attributes"), event.getAttributes());
    }
    ArrayNode links = to.putArray("links");
    for (LinkData link : span.getLinks()) {
      links
          .addObject()
          .put("traceId", link.getSpanContext().getTraceId())
          .put("spanId", link.getSpanContext().getSpanId());
    }
  }

  /** The mapping of OTLP: 64-bit integers are strings in JSON. */
  private static void put(ArrayNode to, Attributes attributes) {
    attributes.forEach(
        (key, value) -> {
          ObjectNode one = to.addObject().put("key", key.getKey()).putObject("value");
          switch (value) {
            case String text -> one.put("stringValue", text);
            case Boolean truth -> one.put("boolValue", truth);
            case Long number -> one.put("intValue", number.toString());
            default ->
                throw new IllegalStateException(
                    "no span of ours has an attribute that is a " + value.getClass());
          }
        });
  }
}
