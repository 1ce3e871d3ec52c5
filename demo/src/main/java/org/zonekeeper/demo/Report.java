package org.zonekeeper.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.FailoverFigures;
import org.zonekeeper.check.Verdict;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.demo.DemoPlan.Json;

/** The verdict as a table for people and as JSON for machines. Immutable; any thread. */
record Report(Verdict verdict, long seed) {
  private static final int WIDTH = 120;
  private static final int INDENT = 18;

  /** The demo alone brings two cores to a load average of about 5. */
  private static final int BUSY = 5;

  void print(PrintWriter out) {
    out.printf("%n%-16s  %s%n", "row", "what it says, and the evidence");
    out.println("-".repeat(WIDTH));
    verdict.rows().forEach(row -> print(out, row));
    out.println("-".repeat(WIDTH));
    verdict.invariants().forEach(row -> print(out, row));
    out.println("-".repeat(WIDTH));
    FailoverFigures figures = verdict.failover();
    out.printf(
        "kill -> POMNotAvailable %s; -> takeover %s; -> POMAvailable %s; -> dialling %s (ms)%n",
        inWords(figures.killToNotAvailable()),
        inWords(figures.killToTakeover()),
        inWords(figures.killToAvailable()),
        inWords(figures.killToDialling()));
    busyMachine().ifPresent(out::println);
    long failed = failed();
    out.printf(
        "%s, seed %d%n",
        failed == 0 ? "every row and invariant holds" : failed + " rows or invariants FAIL", seed);
    out.flush();
  }

  /**
   * Silence counts as an outage whatever its reason, a busy machine too: say so where it is one.
   */
  private static Optional<String> busyMachine() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int cores = Runtime.getRuntime().availableProcessors();
    return load <= BUSY * cores
        ? Optional.empty()
        : Optional.of(
            "note: load average %.0f on %d cores; a machine this busy silences owners for longer"
                    .formatted(load, cores)
                + " than the threshold");
  }

  private long failed() {
    return verdict.rows().stream().filter(row -> !row.pass()).count()
        + verdict.invariants().stream().filter(row -> !row.pass()).count();
  }

  private static String inWords(FailoverFigures.Spread spread) {
    return "p50 %d, max %d".formatted(spread.p50(), spread.max());
  }

  private static void print(PrintWriter out, Judgement row) {
    String verdict = row.pass() ? "pass" : "FAIL";
    String head = row.id().length() > 10 ? row.id() : "%-4s  %s".formatted(row.id(), verdict);
    String title = row.id().length() > 10 ? verdict + "  " + row.title() : row.title();
    out.printf("%-" + INDENT + "s%s%n", head, title);
    for (String line : wrapped(row.evidence(), WIDTH - INDENT)) {
      out.printf("%s%s%n", " ".repeat(INDENT), line);
    }
  }

  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      for (String rest = word; !rest.isEmpty(); ) {
        String part = rest.substring(0, Math.min(width, rest.length()));
        rest = rest.substring(part.length());
        if (line.length() + part.length() + 1 > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(part);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** Writes the file that {@code --json} names. */
  void write(Path file) throws IOException {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("pass", verdict.pass()).put("seed", seed);
    verdict.rows().forEach(row -> put(json.withArray("rows"), row));
    verdict.invariants().forEach(row -> put(json.withArray("invariants"), row));
    ObjectNode failover = json.putObject("failover");
    FailoverFigures figures = verdict.failover();
    put(failover, "killToNotAvailable", figures.killToNotAvailable());
    put(failover, "killToTakeover", figures.killToTakeover());
    put(failover, "killToAvailable", figures.killToAvailable());
    put(failover, "killToDialling", figures.killToDialling());
    Files.writeString(
        file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private static void put(ArrayNode rows, Judgement row) {
    rows.addObject()
        .put("id", row.id())
        .put("title", row.title())
        .put("pass", row.pass())
        .put("evidence", row.evidence());
  }

  /** The plain name is the median, so that a machine need not look deeper. */
  private static void put(ObjectNode failover, String name, FailoverFigures.Spread spread) {
    failover.put(name + "Ms", spread.p50());
    failover.put(name + "MaxMs", spread.max());
    failover.put(name + "Count", spread.count());
  }
}
