package org.zonekeeper.simulators.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.log.RecordFields;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;

/**
 * The platform's own log, from which the checker judges it: orders received, attempts started,
 * facts reported. Confined to the platform's thread.
 */
final class PlatformLog {
  private final JsonLinesFile lines;

  PlatformLog(JsonLinesFile lines) {
    this.lines = lines;
  }

  void order(Order order, long at) {
    write(lineOf(at, "order", order.getHeader().getZone(), order.typeName()), order);
  }

  void fact(Fact fact, long at) {
    write(lineOf(at, "fact", fact.getHeader().getZone(), fact.typeName()), fact);
  }

  void attempt(Attempt attempt) {
    lines.write(
        lines
            .line(attempt.at(), "attempt")
            .put("zone", attempt.zone())
            .put("type", "Attempt")
            .put("callId", attempt.callId())
            .put("jobId", attempt.jobId())
            .put("authorisationId", attempt.authorisationId())
            .put("validUntil", attempt.validUntil()));
  }

  void flush() {
    lines.flush();
  }

  private ObjectNode lineOf(long at, String kind, String zone, String type) {
    return lines.line(at, kind).put("zone", zone).put("type", type);
  }

  private void write(ObjectNode line, SpecificRecord record) {
    lines.write(RecordFields.into(line, record));
  }
}
