package org.zonekeeper.bench.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much of the processors some processes used, as the operating system accounts it (in steps of
 * 10 ms on Linux). Confined to one thread.
 */
public final class CpuMeter {
  private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
  private final Map<String, Duration> before = new LinkedHashMap<>();
  private long begun;

  /** A meter of this very process alone, under a name. */
  public static CpuMeter ofThisProcess(String name) {
    CpuMeter meter = new CpuMeter();
    meter.processes.put(name, ProcessHandle.current());
    return meter;
  }

  /** Another process, by its id. */
  public CpuMeter and(String name, long pid) {
    ProcessHandle.of(pid).ifPresent(process -> processes.put(name, process));
    return this;
  }

  /** The stretch begins. */
  public void begin() {
    begun = System.nanoTime();
    processes.forEach((name, process) -> before.put(name, used(process)));
  }

  /** The stretch ends. */
  public CpuShares end() {
    double seconds = (System.nanoTime() - begun) / 1e9;
    Map<String, Double> cores = new LinkedHashMap<>();
    processes.forEach(
        (name, process) ->
            cores.put(name, used(process).minus(before.get(name)).toMillis() / 1000.0 / seconds));
    return new CpuShares(cores);
  }

  private static Duration used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Cores used on average, by the name of the process; 1.0 is one core all the time. Immutable.
   *
   * @param cores in the order in which the processes were named
   */
  public record CpuShares(Map<String, Double> cores) {
    /** For machines. */
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      cores.forEach((name, used) -> json.put(name, Math.round(used * 100) / 100.0));
      return json;
    }

    @Override
    public String toString() {
      return cores.entrySet().stream()
          .map(one -> String.format(Locale.ROOT, "%s %.2f", one.getKey(), one.getValue()))
          .collect(Collectors.joining(", "));
    }
  }
}
