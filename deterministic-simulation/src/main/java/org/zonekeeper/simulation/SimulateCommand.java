package org.zonekeeper.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper simulate}: worlds by their seeds, each lived through and judged. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Live through whole worlds of zones in virtual time, without Kafka: Agent Managers die in"
          + " the",
      "middle of anything, freeze and wake up, hand zones over; commands come twice or late, facts",
      "are lost, desktops lie. Then hold each journal against what really happened.",
      "The same seed is the same world, to the last byte."
    },
    footer = {
      "",
      "Exit codes: 0 nothing was wrong, 1 a world has findings, 2 the command was called wrongly."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PROGRESS_EVERY_NANOS = 2_000_000_000L;

  private static final long MOST_SEEDS = 10_000_000;
  private static final long MOST_HOURS = 720;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed, or the first of them (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many worlds, of this seed and those after it (default: ${DEFAULT-VALUE}).")
  private long seeds;

  @Option(names = "--zones", paramLabel = "N", description = "Zones (default: the seed's choice).")
  private Optional<Integer> zones = Optional.empty();

  @Option(
      names = "--agent-managers",
      paramLabel = "N",
      description = "Agent Managers (default: the seed's choice).")
  private Optional<Integer> agentManagers = Optional.empty();

  @Option(
      names = "--agents",
      paramLabel = "N",
      description = "Agents in each zone (default: the seed's choice).")
  private Optional<Integer> agents = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long things go wrong, virtual seconds (default: the seed's choice).")
  private Optional<Long> seconds = Optional.empty();

  @Option(
      names = "--hours",
      paramLabel = "N",
      description = "The same in virtual hours; added to --seconds.")
  private Optional<Double> hours = Optional.empty();

  @Option(names = "--json", description = "One JSON object a line for each world.")
  private boolean json;

  @Override
  public Integer call() {
    OptionBounds.require("--seeds", seeds, 1, MOST_SEEDS);
    OptionBounds.require("--seed", seed, Long.MIN_VALUE, Long.MAX_VALUE - seeds);
    seconds.ifPresent(each -> OptionBounds.require("--seconds", each, 0, MOST_HOURS * 3_600));
    hours.ifPresent(each -> OptionBounds.require("--hours", each, 0.0, MOST_HOURS));
    AtomicInteger broken = new AtomicInteger();
    Progress progress = new Progress(spec.commandLine().getErr(), seeds);
    LongStream.range(seed, seed + seeds).mapToObj(this::plan).toList().parallelStream()
        .map(World::live)
        .forEach(
            report -> {
              if (!report.findings().isEmpty()) {
                broken.incrementAndGet();
              }
              progress.one(broken.get());
              tell(report);
            });
    if (!json) {
      print("%d worlds, %d with findings".formatted(seeds, broken.get()));
    }
    return broken.get() == 0 ? 0 : 1;
  }

  private WorldPlan plan(long ofSeed) {
    WorldPlan chosen = WorldPlan.of(ofSeed);
    boolean own = seconds.isPresent() || hours.isPresent();
    long storm = seconds.orElse(0L) + Math.round(hours.orElse(0.0) * 3600);
    try {
      return new WorldPlan(
          ofSeed,
          zones.orElse(chosen.zones()),
          agentManagers.orElse(chosen.agentManagers()),
          agents.orElse(chosen.agents()),
          own ? Duration.ofSeconds(storm) : chosen.storm());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void tell(WorldReport report) {
    if (json) {
      print(json(report).toString());
    } else if (seeds == 1 || !report.findings().isEmpty()) {
      print(words(report));
    }
  }

  private synchronized void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private static String words(WorldReport report) {
    WorldPlan plan = report.plan();
    StringBuilder text = new StringBuilder();
    text.append(
        "seed %d: %d zone(s), %d Agent Managers, %d agents each; %d s lived, %d events, journal %.12s%n"
            .formatted(
                plan.seed(),
                plan.zones(),
                plan.agentManagers(),
                plan.agents(),
                report.livedMillis() / 1000,
                report.events(),
                report.journalDigest()));
    text.append("  went wrong: %s%n".formatted(new TreeMap<>(report.troubles())));
    report.findings().forEach(finding -> text.append("  FINDING %s%n".formatted(finding)));
    text.append("  repeat with: ").append(report.repeatedBy());
    return text.toString();
  }

  private static ObjectNode json(WorldReport report) {
    WorldPlan plan = report.plan();
    ObjectNode object = JSON.createObjectNode();
    object.put("seed", plan.seed()).put("zones", plan.zones());
    object.put("agentManagers", plan.agentManagers()).put("agents", plan.agents());
    object.put("stormSeconds", plan.storm().toSeconds()).put("livedMs", report.livedMillis());
    object.put("events", report.events()).put("journalSha256", report.journalDigest());
    ObjectNode troubles = object.putObject("troubles");
    report.troubles().forEach((trouble, count) -> troubles.put(trouble.name(), count));
    List<String> findings = report.findings();
    findings.forEach(object.putArray("findings")::add);
    object.put("repeatedBy", report.repeatedBy());
    return object;
  }

  /** Says now and then how far it is, if it takes long. Any thread. */
  private static final class Progress {
    private final PrintWriter err;
    private final long all;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong lastTold = new AtomicLong(System.nanoTime());

    Progress(PrintWriter err, long all) {
      this.err = err;
      this.all = all;
    }

    void one(int broken) {
      int now = done.incrementAndGet();
      long told = lastTold.get();
      long time = System.nanoTime();
      if (time - told >= PROGRESS_EVERY_NANOS && lastTold.compareAndSet(told, time)) {
        err.printf("%d of %d worlds, %d with findings%n", now, all, broken);
        err.flush();
      }
    }
  }
}
