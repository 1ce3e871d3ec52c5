package org.zonekeeper.bench;

import static org.zonekeeper.bench.report.PerformanceTarget.Bound.AT_LEAST;
import static org.zonekeeper.bench.report.PerformanceTarget.Bound.AT_MOST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.zonekeeper.bench.report.PerformanceTarget;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench all}. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "All benchmarks, one after the other, each with its defaults, and their figures against what",
      "is to be reached on two cores. Some two hours; nothing else should run meanwhile. With",
      "--quick a quarter of an hour, to see that all of it works here."
    },
    footer = {
      "",
      "Exit codes: 0 all measured, whatever came of it; 1 a benchmark failed or a figure is",
      "missing; 2 called wrongly."
    })
final class AllCommand implements Callable<Integer> {
  private static final List<PerformanceTarget> AIMS =
      List.of(
          available("failover", 50, 350),
          available("failover", 99, 600),
          new PerformanceTarget(
              "failover",
              "with MARK_EXPIRED, 2 s tolerated: calls marked, p50 of the kills",
              "/results/1/callsMarked/p50",
              AT_MOST,
              0),
          available("freeze", 99, 1_200),
          available("cut", 99, 1_200),
          new PerformanceTarget(
              "handover",
              "longest silence of a zone, p99, ms",
              "/result/movedMillis/p99",
              AT_MOST,
              250),
          new PerformanceTarget("handover", "commands refused", "/result/refusals", AT_MOST, 0),
          new PerformanceTarget("handover", "notices at desktops", "/result/notices", AT_MOST, 0),
          new PerformanceTarget(
              "latency",
              "command -> answer, p50, ms",
              "/result/commandToAnswerMillis/p50",
              AT_MOST,
              40),
          new PerformanceTarget(
              "latency",
              "command -> answer, p99, ms",
              "/result/commandToAnswerMillis/p99",
              AT_MOST,
              100),
          new PerformanceTarget(
              "latency",
              "the same at ten times the rate, p99, ms",
              "/tenTimes/commandToAnswerMillis/p99",
              AT_MOST,
              200),
          new PerformanceTarget(
              "throughput",
              "whole lives of calls in many zones, attempts a second",
              "/results/1/best/attemptsPerSecond",
              AT_LEAST,
              1_390),
          new PerformanceTarget(
              "throughput",
              "share of the bare pass-through's records, percent",
              "/results/1/percentOfPassThrough",
              AT_LEAST,
              50),
          new PerformanceTarget(
              "restore",
              "10,000 agents and 20,000 calls add with a standby, ms",
              "/result/standbyAddsMillis",
              AT_MOST,
              200),
          new PerformanceTarget(
              "restore",
              "cold restore, records a second",
              "/result/coldRecordsPerSecond",
              AT_LEAST,
              100_000),
          screen("dashboard", 500),
          screen("desktop", 150),
          new PerformanceTarget(
              "pages",
              "dashboard: longest task over 50 ms (0: none), ms",
              "/result/dashboard/longTaskMillis/max",
              AT_MOST,
              50),
          told("p50", "/result/told/micros/p50", 30_000),
          told("p99", "/result/told/micros/p99", 100_000),
          told("beside slow readers, p99", "/result/toldBesideSlowReaders/micros/p99", 100_000),
          new PerformanceTarget(
              "gateway",
              "10,000 log on at once after an outage, the last, ms",
              "/result/stormAfterOutage/servedMillis/max",
              AT_MOST,
              30_000),
          new PerformanceTarget(
              "gateway",
              "the same at a gateway that has just started, ms",
              "/result/stormAtStart/servedMillis/max",
              AT_MOST,
              30_000),
          new PerformanceTarget("gateway", "log-ons failed", "/result/failed", AT_MOST, 0));

  @Spec private CommandSpec spec;

  @Option(
      converter = OptionPath.DirectoryToWrite.class,
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Where each benchmark's figures go, as JSON, and its plot.")
  private Path directory;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "50",
      description = "SIGKILLs in the failover benchmark (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--quick",
      description = {
        "Each benchmark as small as it can be, whatever --kills says: shows that all of them work",
        "here. What they measure then says little."
      })
  private boolean quick;

  private static PerformanceTarget available(String benchmark, int percent, int limit) {
    return new PerformanceTarget(
        benchmark,
        "loss -> POMAvailable at each desktop, p%d, ms".formatted(percent),
        "/results/0/millis/available/p" + percent,
        AT_MOST,
        limit);
  }

  private static PerformanceTarget screen(String page, int limit) {
    return new PerformanceTarget(
        "pages",
        "%s: event in the journal -> screen, p99, ms".formatted(page),
        "/result/%s/eventToScreenMillis/p99".formatted(page),
        AT_MOST,
        limit);
  }

  private static PerformanceTarget told(String words, String pointer, int micros) {
    return new PerformanceTarget(
        "gateway", "2,000 desktops told, %s, µs".formatted(words), pointer, AT_MOST, micros);
  }

  @Override
  public Integer call() throws IOException {
    OptionBounds.require("--kills", kills, 1, 10_000);
    Files.createDirectories(directory);
    PrintWriter out = spec.commandLine().getOut();
    List<String> failed = new ArrayList<>();
    AllBenchmarks all = new AllBenchmarks(directory);
    Map<String, List<String>> benchmarks = quick ? all.quick() : all.whole(kills);
    for (Map.Entry<String, List<String>> benchmark : benchmarks.entrySet()) {
      out.printf("%n== %s%n", benchmark.getKey());
      out.flush();
      // What an earlier run has left there is no figure of this one.
      Files.deleteIfExists(result(benchmark.getKey()));
      List<String> command = new ArrayList<>(benchmark.getValue());
      command.addAll(List.of("--json", result(benchmark.getKey()).toString()));
      CommandLine bench = AllBenchmarks.commandLine(spec.commandLine());
      if (bench.execute(command.toArray(String[]::new)) != 0) {
        failed.add(benchmark.getKey());
      }
    }
    out.printf(
        "%nmeasured%s%n",
        quick
            ? " under next to no load, which says nothing of the aims"
            : " against what is to be reached on two cores");
    for (PerformanceTarget aim : AIMS) {
      JsonNode result = read(aim.benchmark());
      out.println(quick ? aim.measured(result) : aim.judged(result));
      if (aim.in(result).isEmpty() && !failed.contains(aim.benchmark())) {
        failed.add(aim.benchmark());
      }
    }
    if (!failed.isEmpty()) {
      out.println("failed: " + String.join(", ", failed));
    }
    out.flush();
    return failed.isEmpty() ? 0 : 1;
  }

  private Path result(String benchmark) {
    return directory.resolve(benchmark + ".json");
  }

  private JsonNode read(String benchmark) throws IOException {
    Path file = result(benchmark);
    return Files.exists(file)
        ? new ObjectMapper().readTree(file.toFile())
        : MissingNode.getInstance();
  }
}
