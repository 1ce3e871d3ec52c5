package org.zonekeeper.cli.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.zonekeeper.cli.chaos.ChaosRun.Outcome;
import org.zonekeeper.stage.rig.Load;
import org.zonekeeper.stage.rig.RunSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper chaos}. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Let failures happen by chance under load, on real processes: kills, freezes, cut networks,",
      "wrong evictions, rubbish in topics, broker, registry and recorder away; then hold"
          + " everything",
      "that was seen against what must hold. docs/chaos.md says more."
    },
    footer = {"", "Exit codes: 0 everything held; 1 something did not; 2 called wrongly."})
public final class ChaosCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the first run's schedule (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs, each with the next seed (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "2",
      description = "Of mischief in each run; may be a fraction (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--zones",
      paramLabel = "N",
      defaultValue = "4",
      description = "Zones (default: ${DEFAULT-VALUE}).")
  private int zones;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "48",
      description = "Agents of all zones together (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--calls-per-second",
      paramLabel = "N",
      defaultValue = "12",
      description = "Attempts that the platform starts each second (default: ${DEFAULT-VALUE}).")
  private int callsPerSecond;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the verdicts, as JSON.")
  private Path json;

  @Option(names = "--keep", description = "Keep logs and evidence also when everything held.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    if (runs < 1 || !(minutes > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--runs: 1 or more; --minutes: more than 0, such as 0.5");
    }
    ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();
    boolean holds = true;
    for (long each = seed; each < seed + runs; each++) {
      holds &= play(each, verdicts);
    }
    if (json != null) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), verdicts);
    }
    return holds ? 0 : 1;
  }

  private boolean play(long ofSeed, ArrayNode verdicts) throws Exception {
    Duration duration = Duration.ofMillis(Math.round(minutes * 60_000));
    PrintWriter out = spec.commandLine().getOut();
    try (RunSession run = RunSession.open("chaos")) {
      Outcome outcome = outcome(ofSeed, duration, run);
      print(ofSeed, outcome, out);
      verdicts.add(toJson(ofSeed, outcome));
      if (!outcome.holds()) {
        out.printf(
            Locale.ROOT,
            "repeat it with: ./zonekeeper chaos --seed %d --minutes %s --zones %d --agents %d"
                + " --calls-per-second %d%n",
            ofSeed,
            minutes,
            zones,
            agents,
            callsPerSecond);
        out.flush();
      }
      if (keep || !outcome.holds()) {
        run.keepDirectory();
      }
      return outcome.holds();
    }
  }

  private Outcome outcome(long ofSeed, Duration duration, RunSession run) throws Exception {
    try {
      Load load = new Load(zones, agents, callsPerSecond, ofSeed);
      return new ChaosRun(ofSeed, duration, load, run::progress).play(run.directory());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      // A run that breaks off is a finding too: its evidence must not go.
      run.keepDirectory();
      throw e;
    }
  }

  private static void print(long seed, Outcome outcome, PrintWriter out) {
    out.printf("%nseed %d: %s%n", seed, outcome.blows());
    if (!outcome.ended().isEmpty()) {
      out.printf("  ended by themselves and started again: %s%n", outcome.ended());
    }
    outcome
        .results()
        .forEach(
            row ->
                out.printf(
                    "  %-17s %-5s %s%n",
                    row.id(),
                    row.pass() ? "holds" : "FAILS",
                    row.pass() ? row.title() : row.evidence()));
    out.flush();
  }

  private static ObjectNode toJson(long seed, Outcome outcome) {
    ObjectNode verdict =
        JsonNodeFactory.instance.objectNode().put("seed", seed).put("holds", outcome.holds());
    ObjectNode blows = verdict.putObject("blows");
    outcome.blows().forEach((mischief, count) -> blows.put(mischief.name(), count));
    outcome.ended().forEach(verdict.putArray("endedByThemselves")::add);
    ArrayNode rows = verdict.putArray("rows");
    outcome
        .results()
        .forEach(
            row ->
                rows.addObject()
                    .put("id", row.id())
                    .put("holds", row.pass())
                    .put("evidence", row.evidence()));
    return verdict;
  }
}
