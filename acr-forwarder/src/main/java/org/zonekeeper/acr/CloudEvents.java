package org.zonekeeper.acr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.trace.TraceContext;
import org.zonekeeper.schemas.wire.JsonFields;

/**
 * Writes the recorder's events as CloudEvents 1.0 in the JSON batch format. Stateless; any thread.
 *
 * <p>Zone, epoch, sequence, previous and journalhash are extension attributes. The numbers among
 * them are decimal strings, because a CloudEvent's Integer has 32 bits and a busy zone outgrows
 * that in a month. An event that belongs to a trace has the extension attribute {@code traceparent}
 * as well.
 */
public final class CloudEvents {
  public static final String BATCH = "application/cloudevents-batch+json";

  /** Extension attribute of an event that is sent again out of its place, after it was refused. */
  public static final String RESENT = "resent";

  static final String TYPE_PREFIX = "org.zonekeeper.recorder.";
  private static final String HEADER = "header";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CloudEvents() {}

  /** One event, as UTF-8. */
  static byte[] event(RecorderEvent event, TraceContext trace) {
    RecorderHeader header = event.getHeader();
    ObjectNode data = JsonFields.of(event);
    data.remove(HEADER); // it becomes the attributes
    ObjectNode json = NODES.objectNode();
    json.put("specversion", "1.0");
    json.put("id", id(event));
    json.put("source", "zonekeeper/zone/" + header.getZone());
    json.put("type", TYPE_PREFIX + event.typeName());
    json.put("time", Instant.ofEpochMilli(header.getAt()).toString());
    json.put("subject", subject(data, header));
    json.put("zone", header.getZone());
    json.put("epoch", Long.toString(header.getEpoch()));
    json.put("sequence", Long.toString(header.getSequence()));
    json.put("previous", Long.toString(header.getPrevious()));
    json.put("journalhash", header.getJournalHash());
    if (trace.isPresent()) {
      json.put(TraceContext.HEADER, trace.toString());
    }
    json.put("datacontenttype", "application/json");
    json.set("data", data);
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /** Zone and sequence: the same event always has the same. */
  static String id(RecorderEvent event) {
    RecorderHeader header = event.getHeader();
    return header.getZone() + "/" + header.getSequence();
  }

  /** A batch of events that were written by {@link #event}. */
  public static byte[] batch(List<byte[]> events) {
    var out = new ByteArrayOutputStream();
    char separator = '[';
    for (byte[] event : events) {
      out.write(separator);
      out.writeBytes(event);
      separator = ',';
    }
    out.write(']');
    return out.toByteArray();
  }

  private static String subject(ObjectNode data, RecorderHeader header) {
    return Stream.of("callId", "agentId")
        .filter(data::hasNonNull)
        .map(field -> data.get(field).textValue())
        .findFirst()
        .orElse(header.getZone());
  }
}
