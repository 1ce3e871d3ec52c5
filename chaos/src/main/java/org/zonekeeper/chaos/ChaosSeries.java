package org.zonekeeper.chaos;

import java.util.function.Consumer;
import org.zonekeeper.harness.rig.RunSession;

/**
 * Seed after seed. A contact centre serves for as many of them as the plan says; one in which a
 * seed failed is closed, so that no other is judged by what that one left behind. One thread.
 */
final class ChaosSeries {
  private final ChaosPlan plan;
  private final ChaosReport report;
  private final Evidence evidence;

  /** What becomes of logs and evidence when everything held. */
  enum Evidence {
    GOES,
    STAYS
  }

  /**
   * @param report hears of every outcome
   */
  ChaosSeries(ChaosPlan plan, ChaosReport report, Evidence evidence) {
    this.plan = plan;
    this.report = report;
    this.evidence = evidence;
  }

  /** Plays so many seeds, from the first on. */
  void play(long first, int runs) throws Exception {
    long end = first + runs;
    long next = first;
    while (next < end) {
      next = playInOneCentre(next, Math.min(end, next + plan.share()), runs);
    }
  }

  /**
   * Plays the seeds until one fails.
   *
   * @return the seed to go on with
   */
  private long playInOneCentre(long from, long until, int runs) throws Exception {
    try (RunSession run = RunSession.open("chaos")) {
      if (evidence == Evidence.STAYS) {
        run.keepDirectory();
      }
      long seed = from;
      try (ChaosRun centre =
          ChaosRun.open(plan.load(from), plan.brokers(), run.directory(), run::progress)) {
        boolean holds = true;
        while (holds && seed < until) {
          String name = "seed %d: ".formatted(seed);
          Consumer<String> progress = words -> run.progress(name + words);
          ChaosOutcome outcome = centre.play(seed, plan.mischief(), progress);
          holds = outcome.holds();
          report.add(outcome);
          progress.accept(report.inShort(outcome, runs));
          if (!holds) {
            run.keepDirectory();
          }
          seed++;
        }
      } catch (Exception e) {
        // What does not start or stop is a finding too: its evidence must not go.
        run.keepDirectory();
        throw e;
      }
      return seed;
    }
  }
}
