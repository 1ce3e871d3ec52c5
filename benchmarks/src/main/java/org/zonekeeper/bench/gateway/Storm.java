package org.zonekeeper.bench.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.bench.report.CpuMeter.CpuShares;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * All come at once, and whoever is refused or loses its connection comes again. Immutable.
 *
 * @param wanted how many came
 * @param servedMillis from the beginning until each was served, at whichever attempt
 * @param atOnceMillis the same of those that were served at their first attempt
 * @param failures attempts that were refused or lost, by reason
 * @param cpu who used the machine meanwhile
 */
record Storm(
    int wanted,
    TimeDistribution servedMillis,
    TimeDistribution atOnceMillis,
    Map<String, Integer> failures,
    CpuShares cpu) {

  /** What a crowd's ledger says of one that began then. */
  static Storm of(int wanted, long begunNanos, CrowdLedger ledger, CpuShares cpu) {
    return new Storm(
        wanted,
        millis(begunNanos, ledger.servedAt()),
        millis(begunNanos, ledger.servedAtOnceAt()),
        ledger.failures(),
        cpu);
  }

  private static TimeDistribution millis(long begunNanos, List<Long> at) {
    return TimeDistribution.of(
        at.stream().map(each -> TimeUnit.NANOSECONDS.toMillis(each - begunNanos)).toList());
  }

  /** Until the last one was served. */
  long overMillis() {
    return servedMillis.max();
  }

  /** Attempts that failed. */
  int failed() {
    return CrowdLedger.sum(failures);
  }

  /** Who was not served at all. */
  int missing() {
    return wanted - servedMillis.count();
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("servedMillis", servedMillis.toJson());
    json.set("servedAtFirstAttemptMillis", atOnceMillis.toJson());
    json.put("missing", missing());
    json.put("failed", failed());
    ObjectNode reasons = json.putObject("failures");
    failures.forEach(reasons::put);
    json.set("cores", cpu.toJson());
    return json;
  }
}
