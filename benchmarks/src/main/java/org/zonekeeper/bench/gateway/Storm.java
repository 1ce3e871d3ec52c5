package org.zonekeeper.bench.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.bench.report.CpuMeter.CpuShares;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * All come at once. Immutable.
 *
 * @param servedMillis from the beginning until each was served
 * @param failures how many were refused or lost, by reason
 * @param cpu who used the machine meanwhile
 */
record Storm(TimeDistribution servedMillis, Map<String, Integer> failures, CpuShares cpu) {
  static Storm of(
      long begunNanos, List<Long> servedAt, Map<String, Integer> failures, CpuShares cpu) {
    return new Storm(
        TimeDistribution.of(
            servedAt.stream().map(at -> TimeUnit.NANOSECONDS.toMillis(at - begunNanos)).toList()),
        failures,
        cpu);
  }

  /** Until the last one was served. */
  long overMillis() {
    return servedMillis.max();
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("servedMillis", servedMillis.toJson());
    json.put("failed", failed());
    ObjectNode reasons = json.putObject("failures");
    failures.forEach(reasons::put);
    json.set("cores", cpu.toJson());
    return json;
  }
}
