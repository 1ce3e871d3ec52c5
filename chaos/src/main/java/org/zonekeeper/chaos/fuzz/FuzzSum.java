package org.zonekeeper.chaos.fuzz;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all rounds of a fuzz run have come to. Confined to one thread. */
final class FuzzSum {
  private final long begun = System.nanoTime();
  private final Map<String, FuzzRun.Outcome> byTarget = new LinkedHashMap<>();
  private final List<FuzzFinding> findings = new ArrayList<>();

  void add(List<FuzzRun.Outcome> outcomes) {
    for (FuzzRun.Outcome outcome : outcomes) {
      byTarget.merge(outcome.target(), outcome, FuzzSum::together);
      outcome.finding().ifPresent(findings::add);
    }
  }

  boolean holds() {
    return findings.isEmpty();
  }

  List<FuzzFinding> findings() {
    return List.copyOf(findings);
  }

  /** One line. */
  String inShort() {
    return "%5d s: %,d inputs, %d findings"
        .formatted(
            Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
            byTarget.values().stream().mapToLong(all -> all.taken() + all.refused()).sum(),
            findings.size());
  }

  /** A line for each target, and every finding with the command that repeats it. */
  void print(PrintWriter out) {
    out.printf(
        "%n%-20s %12s %12s %12s %12s%n", "target", "taken", "refused", "slowest", "kept (kB)");
    byTarget
        .values()
        .forEach(
            all ->
                out.printf(
                    "%-20s %,12d %,12d %9d ms %,12d%n",
                    all.target(),
                    all.taken(),
                    all.refused(),
                    all.slowest().toMillis(),
                    all.kept() / 1024));
    for (FuzzFinding finding : findings) {
      out.printf("%nFOUND in %s:%n%s%n%s%n", finding.target(), finding.what(), finding.repeat());
    }
    out.printf("%n%s%n", findings.isEmpty() ? "nothing found" : findings.size() + " found");
    out.flush();
  }

  private static FuzzRun.Outcome together(FuzzRun.Outcome one, FuzzRun.Outcome other) {
    return new FuzzRun.Outcome(
        one.target(),
        one.taken() + other.taken(),
        one.refused() + other.refused(),
        one.slowest().compareTo(other.slowest()) > 0 ? one.slowest() : other.slowest(),
        Math.max(one.kept(), other.kept()),
        one.finding().or(other::finding));
  }
}
