package org.zonekeeper.bench.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.bench.report.MachineMeter;
import org.zonekeeper.bench.report.TimeDistribution;
import org.zonekeeper.harness.rig.LogTail;
import org.zonekeeper.harness.rig.Rig;
import org.zonekeeper.harness.rig.RigPlan;
import org.zonekeeper.schemas.common.RefusalReason;

/**
 * Restarts all Agent Managers one after the other, in order, under load. Used by the command's one
 * thread.
 */
public final class HandoverBench {
  private static final String NOTICE = "\"POMNotAvailable\"";
  private static final String REFUSAL = "\"" + RefusalReason.ZONE_NOT_AVAILABLE + "\"";

  private final Duration breakIn;
  private final Consumer<String> progress;
  private final List<Long> moved = new ArrayList<>();
  private final List<Long> stayed = new ArrayList<>();
  private final List<Long> busyPercent = new ArrayList<>();
  private final MachineMeter machine = new MachineMeter();
  private int outages;
  private int notices;
  private int refusals;

  /**
   * @param breakIn longest time for restarts before those that count, see {@link BreakIn}
   * @param progress is told what is going on
   */
  public HandoverBench(Duration breakIn, Consumer<String> progress) {
    this.breakIn = breakIn;
    this.progress = progress;
  }

  /**
   * What rolling restarts cost.
   *
   * @param moved longest silence of each zone that changed hands, at each restart, milliseconds
   * @param stayed the same of the other zones
   * @param busyPercent how busy all cores were just before each restart
   * @param outages zones whose change was not judged planned
   * @param notices POMNotAvailable at desktops
   * @param refusals commands refused because a zone was not available
   */
  public record Cost(
      TimeDistribution moved,
      TimeDistribution stayed,
      TimeDistribution busyPercent,
      int outages,
      int notices,
      int refusals) {
    /** Whether nobody noticed. */
    public boolean unnoticed() {
      return outages == 0 && notices == 0 && refusals == 0;
    }

    /** For people. */
    public void print(PrintWriter out) {
      out.printf("%nrolling restart, milliseconds without a committed record of a zone%n");
      out.printf("  longest of each zone that changed hands  %s%n", moved);
      out.printf("  longest of each zone that stayed         %s%n", stayed);
      out.printf(
          "  outages %d, notices at desktops %d, commands refused %d%n",
          outages, notices, refusals);
      MachineMeter.print(out, busyPercent);
      out.flush();
    }

    /** For machines. */
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.set("movedMillis", moved.toJson());
      json.set("stayedMillis", stayed.toJson());
      json.set("coresBusyPercent", busyPercent.toJson());
      return json.put("outages", outages).put("notices", notices).put("refusals", refusals);
    }
  }

  /**
   * Measures.
   *
   * @param rounds in each, every Agent Manager is restarted once
   */
  public Cost measure(RigPlan plan, int rounds) throws Exception {
    try (Rig rig = Rig.open(plan, progress);
        LogTail transcripts =
            new LogTail(rig.stage().files().transcripts(), List.of(NOTICE, REFUSAL))) {
      progress.accept("%.0f attempts a second".formatted(rig.condition().awaitPace()));
      new BreakIn(rig.cluster().processes(), breakIn, progress).with(() -> restartUncounted(rig));
      progress.accept("these count:");
      for (int round = 1; round <= rounds; round++) {
        for (String id : RigPlan.AGENT_MANAGERS) {
          restart(rig, id);
        }
        progress.accept("round %d of %d: all restarted".formatted(round, rounds));
      }
      rig.flushTranscripts();
      transcripts.read(this::seen);
    }
    return new Cost(
        TimeDistribution.of(moved),
        TimeDistribution.of(stayed),
        TimeDistribution.of(busyPercent),
        outages,
        notices,
        refusals);
  }

  private static void restartUncounted(Rig rig) throws IOException, InterruptedException {
    for (String id : RigPlan.AGENT_MANAGERS) {
      stopAndStart(rig, id);
    }
  }

  /** Ends when the rig is ready for the next. */
  private static void stopAndStart(Rig rig, String id) throws IOException, InterruptedException {
    rig.stage().agentManagers().stop(id);
    rig.stage().agentManagers().start(List.of(id));
    rig.condition().awaitRedundant();
  }

  private void restart(Rig rig, String id) throws IOException, InterruptedException {
    busyPercent.add(machine.busyPercent());
    try (ZoneSilences silences = new ZoneSilences(rig.stage().zones())) {
      stopAndStart(rig, id);
      moved.addAll(silences.ofMovedZones().values());
      stayed.addAll(silences.ofOtherZones().values());
      outages += silences.takenOver().size();
      progress.accept(
          "%s restarted: zones that moved %s, that stayed %s ms"
              .formatted(id, silences.ofMovedZones().values(), silences.ofOtherZones().values()));
    }
  }

  private void seen(JsonNode line) {
    if (line.path("message").path("type").asText().equals("POMNotAvailable")) {
      notices++;
    } else {
      refusals++;
    }
  }
}
