package org.zonekeeper.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.zonekeeper.bench.micro.ZoneBenchmark;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench jmh}. */
@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What an Agent Manager does with every record, without Kafka, by the Java Microbenchmark",
      "Harness: deciding, applying, following, encoding, decoding. Some 20 seconds each."
    },
    footer = {"", "Exit codes: 0 measured; 1 it failed; 2 called wrongly."})
final class JmhCommand implements Callable<Integer> {
  private static final String ALL =
      ZoneBenchmark.class.getPackageName().replace(".", "\\.") + "\\..*";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      defaultValue = "",
      description = "Only benchmarks whose name this regular expression finds (default: all).")
  private String pattern;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measurements of each (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--json",
      paramLabel = "FILE",
      description = "Also write JMH's own results here, as JSON.")
  private Path json;

  @Override
  public Integer call() {
    OptionBounds.require("--iterations", iterations, 1, 10_000);
    OptionBounds.require("--seconds", seconds, 1, 86_400);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern.isEmpty() ? ALL : pattern)
            .measurementIterations(iterations)
            .measurementTime(TimeValue.seconds(seconds))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (json != null) {
      options.resultFormat(ResultFormatType.JSON).result(json.toString());
    }
    return measure(options);
  }

  private int measure(ChainedOptionsBuilder options) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      for (RunResult each : results) {
        Result<?> result = each.getPrimaryResult();
        String name = each.getParams().getBenchmark();
        double error = result.getScoreError();
        out.printf(
            "%-32s %10.0f %s%s%n",
            name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
            result.getScore(),
            result.getScoreUnit(),
            Double.isNaN(error) ? "" : "  ± %.0f".formatted(error));
      }
      out.flush();
      return 0;
    } catch (RunnerException e) {
      err.println(e.getMessage());
      err.flush();
      return 1;
    }
  }
}
