package org.zonekeeper.simulators.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.Headers;
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

  void order(SpecificRecord order, long at) {
    write(at, "order", Headers.ofOrder(order).getZone(), order);
  }

  void fact(SpecificRecord fact, long at) {
    write(at, "fact", Headers.ofFact(fact).getZone(), fact);
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

  private void write(long at, String kind, String zone, SpecificRecord record) {
    ObjectNode line = lines.line(at, kind).put("zone", zone).put("type", Headers.typeName(record));
    lines.write(RecordFields.into(line, record));
  }
}
