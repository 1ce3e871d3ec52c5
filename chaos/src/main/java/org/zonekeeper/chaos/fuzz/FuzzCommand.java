package org.zonekeeper.chaos.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper fuzz}. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Have every decoder read inputs of all kinds: made from the contract's schemas and the",
      "protocols' tables, then cut off, changed, of other types, huge, deep, or anything. Each is",
      "taken, or refused with a cause; nothing else, nothing late, nothing kept. docs/bounds.md",
      "says more."
    },
    footer = {"", "Exit codes: 0 nothing found; 1 something was; 2 called wrongly."})
public final class FuzzCommand implements Callable<Integer> {
  private static final long UNLIMITED = Long.MAX_VALUE;

  /** Slices so short that each target is seen again and again, and progress with it. */
  private static final Duration ROUND = Duration.ofMinutes(2);

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "1",
      description = "Of all targets together; may be a fraction (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the first input; each has the next (default: by the clock, and printed).")
  private Long seed;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "These targets, such as frames; may be repeated (default: all; --list).")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--inputs",
      paramLabel = "N",
      description = "The most inputs for each target (default: as many as there is time for).")
  private long inputs = UNLIMITED;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "What takes longer hangs (default: ${DEFAULT-VALUE}).")
  private int deadline;

  @Option(names = "--list", description = "Only say which targets there are.")
  private boolean list;

  @Override
  public Integer call() throws IOException, InterruptedException {
    OptionBounds.require("--minutes", minutes, 0.01, 100_000.0);
    OptionBounds.require("--inputs", inputs, 1, UNLIMITED);
    OptionBounds.require("--deadline", deadline, 1, 86_400);
    PrintWriter out = spec.commandLine().getOut();
    try (RunSession session = RunSession.open("fuzz")) {
      List<FuzzTarget> all = Decoders.open(session.directory());
      try {
        if (list) {
          all.forEach(target -> out.println(target.name()));
          return 0;
        }
        return run(chosen(all), out);
      } finally {
        for (FuzzTarget target : all) {
          target.close();
        }
        out.flush();
      }
    }
  }

  private int run(List<FuzzTarget> targets, PrintWriter out) throws InterruptedException {
    long next = seed == null ? System.currentTimeMillis() : seed;
    out.printf("seed %d, %d targets%n", next, targets.size());
    Duration all = Duration.ofMillis(Math.round(minutes * 60_000));
    long end = System.nanoTime() + all.toNanos();
    FuzzSum sum = new FuzzSum();
    do {
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      Duration round = left.compareTo(ROUND) < 0 ? left : ROUND;
      List<FuzzRun.Outcome> outcomes =
          FuzzRun.each(targets, next, inputs, round, Duration.ofSeconds(deadline));
      sum.add(outcomes);
      out.printf("%s%n", sum.inShort());
      out.flush();
      // Far enough that no input of this round comes again.
      next += 1L << 32;
    } while (System.nanoTime() < end && inputs == UNLIMITED && sum.holds());
    sum.print(out);
    return sum.holds() ? 0 : 1;
  }

  private List<FuzzTarget> chosen(List<FuzzTarget> all) {
    List<String> unknown =
        only.stream()
            .filter(name -> all.stream().noneMatch(target -> target.name().equals(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--only: there is no %s; there are: %s"
              .formatted(
                  String.join(", ", unknown),
                  all.stream().map(FuzzTarget::name).collect(Collectors.joining(", "))));
    }
    return all.stream().filter(target -> only.isEmpty() || only.contains(target.name())).toList();
  }
}
