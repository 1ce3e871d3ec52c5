package org.zonekeeper.simulators.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.RecorderStream;
import org.zonekeeper.schemas.wire.JsonFields;

/**
 * One event as it came over HTTP or by the topic: the parts that a recorder goes by, and its data
 * as it is. Immutable.
 *
 * @param id unique within its source; {@code zone/sequence}
 * @param type name of the event, such as {@code CallCompleted}
 * @param zone the stream that the event belongs to
 * @param epoch ownership epoch of the zone
 * @param sequence the event's place in the zone's journal; grows, with gaps
 * @param previous sequence of the event before it in this stream; 0: there is none
 * @param journalHash of the journal's event; empty: it came without one
 * @param data the event's own fields
 */
record RecorderEvent(
    String id,
    String type,
    String zone,
    long epoch,
    long sequence,
    long previous,
    String journalHash,
    JsonNode data) {

  /** Type of what stands in the place of an event that was refused. */
  static final String PLACEHOLDER = "EventWithheld";

  private static final String TYPE_PREFIX = "org.zonekeeper.recorder.";

  /**
   * Reads one CloudEvent of a batch.
   *
   * @throws MalformedBatchException naming the attribute that is missing or wrong
   */
  static RecorderEvent of(JsonNode cloudEvent) {
    if (!"1.0".equals(text(cloudEvent, "specversion"))) {
      throw new MalformedBatchException("specversion must be 1.0");
    }
    String type = text(cloudEvent, "type");
    if (!type.startsWith(TYPE_PREFIX)) {
      throw new MalformedBatchException(
          "type '%s' does not start with %s".formatted(type, TYPE_PREFIX));
    }
    text(cloudEvent, "source");
    RecorderEvent event =
        new RecorderEvent(
            text(cloudEvent, "id"),
            type.substring(TYPE_PREFIX.length()),
            text(cloudEvent, "zone"),
            number(cloudEvent, "epoch"),
            number(cloudEvent, "sequence"),
            number(cloudEvent, "previous"),
            cloudEvent.path("journalhash").asText(""),
            cloudEvent.path("data"));
    if (event.previous >= event.sequence) {
      throw new MalformedBatchException(
          "event %s: previous %d is not below its sequence".formatted(event.id, event.previous));
    }
    return event;
  }

  /** Reads an event of the recorder's topic. */
  static RecorderEvent of(RecorderStream.RecorderEvent event) {
    RecorderHeader header = event.getHeader();
    ObjectNode data = JsonFields.of(event);
    data.remove("header"); // it became the other parts
    return new RecorderEvent(
        header.getZone() + "/" + header.getSequence(),
        event.typeName(),
        header.getZone(),
        header.getEpoch(),
        header.getSequence(),
        header.getPrevious(),
        header.getJournalHash(),
        data);
  }

  /** Whether a CloudEvent comes again, out of its place, after it was refused. */
  static boolean isResent(JsonNode cloudEvent) {
    return cloudEvent.path("resent").asText().equals("true");
  }

  private static String text(JsonNode event, String attribute) {
    JsonNode value = event.path(attribute);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new MalformedBatchException("attribute " + attribute + " is missing or not a string");
    }
    return value.textValue();
  }

  /** 64-bit numbers come as decimal strings: a CloudEvent's Integer has 32 bits only. */
  private static long number(JsonNode event, String attribute) {
    String digits = text(event, attribute);
    if (!digits.matches("\\d{1,18}")) {
      throw new MalformedBatchException(
          "attribute %s is '%s', not a decimal number".formatted(attribute, digits));
    }
    return Long.parseLong(digits);
  }
}
