package org.zonekeeper.chaos.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.zonekeeper.harness.rig.RigLoad;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Send everything hostile at once to a contact centre under load, for as long as you like:",
      "rubbish, strangers' and the largest records into every topic, transactions that are left",
      "open, connections to every port that only take room, generated conversations at every port.",
      "Heap after collection, threads, open files and connections of each process and the entries"
          + " of",
      "all zones are sampled: what is ours has to stay flat, and every zone's commands have to be",
      "answered within a second. docs/bounds.md says more."
    },
    footer = {"", "Exit codes: 0 everything held; 1 something did not; 2 called wrongly."})
public final class SoakCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = SoakDuration.class,
      description = "How long, such as 90s, 10m or 1h (default: ${DEFAULT-VALUE}).")
  private Duration lasts;

  @Option(
      names = "--sample-every",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = SoakDuration.class,
      description = "Between two looks at the processes (default: ${DEFAULT-VALUE}).")
  private Duration sampleEvery;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is sent (default: by the clock, and printed).")
  private Long seed;

  @Option(
      names = "--zones",
      paramLabel = "N",
      defaultValue = "4",
      description = "Zones (default: ${DEFAULT-VALUE}).")
  private int zones;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "24",
      description = "Agents of all zones together (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--calls-per-second",
      paramLabel = "N",
      defaultValue = "6",
      description = "Attempts that the platform starts each second (default: ${DEFAULT-VALUE}).")
  private int callsPerSecond;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the verdict and all samples, as JSON.")
  private Path json;

  @Option(names = "--keep", description = "Keep the logs also when everything held.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    SoakPlan plan = plan();
    try (RunSession session = RunSession.open("soak")) {
      if (keep) {
        session.keepDirectory();
      }
      SoakOutcome outcome;
      try (SoakRun run = SoakRun.open(plan, session.directory(), session::progress)) {
        outcome = run.play();
      } catch (Exception e) {
        // What does not start or go on is a finding too: its logs must not go.
        session.keepDirectory();
        throw e;
      }
      if (!outcome.holds()) {
        session.keepDirectory();
      }
      SoakReport.print(outcome, spec.commandLine().getOut());
      if (json != null) {
        SoakReport.write(outcome, json);
      }
      return outcome.holds() ? 0 : 1;
    }
  }

  private SoakPlan plan() {
    try {
      RigLoad load = new RigLoad(zones, agents, callsPerSecond, 1);
      SoakPlan plan =
          new SoakPlan(load, lasts, sampleEvery, seed == null ? System.currentTimeMillis() : seed);
      if (!plan.hasSamples()) {
        throw new ParameterException(
            spec.commandLine(),
            "--for %s with --sample-every %s leaves fewer than %d samples after the first third, too few for a slope"
                .formatted(
                    SoakDuration.told(lasts),
                    SoakDuration.told(sampleEvery),
                    SoakPlan.FEWEST_SAMPLES));
      }
      return plan;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
