package org.zonekeeper.acr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.Headers;
import org.zonekeeper.schemas.journal.EventHeader;

/**
 * Writes journal events as CloudEvents 1.0 in the JSON batch format. Stateless; any thread.
 *
 * <p>Zone, epoch, sequence and previous are extension attributes. The numbers among them are
 * decimal strings, because a CloudEvent's Integer has 32 bits and a busy zone outgrows that in a
 * month.
 */
final class CloudEvents {
  static final String BATCH = "application/cloudevents-batch+json";
  static final String TYPE_PREFIX = "org.zonekeeper.";
  private static final String HEADER = "header";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CloudEvents() {}

  /**
   * One event, as UTF-8.
   *
   * @param previous sequence of the zone's event that was forwarded before this one; 0: none
   */
  static byte[] event(SpecificRecord event, long previous) {
    EventHeader header = Headers.ofEvent(event);
    ObjectNode json = NODES.objectNode();
    json.put("specversion", "1.0");
    json.put("id", header.getZone() + "/" + header.getSequence());
    json.put("source", "zonekeeper/zone/" + header.getZone());
    json.put("type", TYPE_PREFIX + Headers.typeName(event));
    json.put("time", Instant.ofEpochMilli(header.getAt()).toString());
    json.put("subject", header.getCorrelation());
    json.put("zone", header.getZone());
    json.put("epoch", Long.toString(header.getEpoch()));
    json.put("sequence", Long.toString(header.getSequence()));
    json.put("previous", Long.toString(previous));
    json.put("datacontenttype", "application/json");
    json.set("data", dataOf(event));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /** A batch of events that were written by {@link #event}. */
  static byte[] batch(List<byte[]> events) {
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

  private static ObjectNode dataOf(IndexedRecord event) {
    ObjectNode data = fieldsOf(event);
    data.remove(HEADER); // it became the attributes
    return data;
  }

  private static ObjectNode fieldsOf(IndexedRecord record) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), valueOf(record.get(field.pos())));
    }
    return object;
  }

  /** A new Avro type in the journal shows here as an error instead of as wrong JSON. */
  private static JsonNode valueOf(Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case IndexedRecord record -> fieldsOf(record);
      case CharSequence text -> NODES.textNode(text.toString());
      case Enum<?> constant -> NODES.textNode(constant.name());
      case Long number -> NODES.numberNode(number);
      case Integer number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean truth -> NODES.booleanNode(truth);
      case List<?> values -> {
        ArrayNode array = NODES.arrayNode();
        values.forEach(each -> array.add(valueOf(each)));
        yield array;
      }
      default ->
          throw new IllegalArgumentException(
              "no JSON form is defined for " + value.getClass().getName());
    };
  }
}
