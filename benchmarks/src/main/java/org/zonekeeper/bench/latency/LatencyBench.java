package org.zonekeeper.bench.latency;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.harness.AgentManagers;
import org.zonekeeper.harness.rig.LogTail;
import org.zonekeeper.harness.rig.Rig;
import org.zonekeeper.harness.rig.RigPlan;

/**
 * Times commands at desktops, and calls from the platform's fact to the desktop's notice, under a
 * steady load; then a bare topology on the same broker under the same load. Used by the command's
 * one thread.
 */
public final class LatencyBench {
  private final Duration breakIn;
  private final Consumer<String> progress;
  private final DesktopTimes desktops = new DesktopTimes();
  private long attempts;

  /**
   * @param breakIn longest time before anything counts, see {@link BreakIn}
   * @param progress is told what is going on
   */
  public LatencyBench(Duration breakIn, Consumer<String> progress) {
    this.breakIn = breakIn;
    this.progress = progress;
  }

  /** Measures for so long, first the desktops, then the floor. */
  public Latency measure(RigPlan plan, Duration duration) throws Exception {
    try (Rig rig = Rig.open(plan, progress)) {
      progress.accept("%.0f attempts a second".formatted(rig.condition().awaitPace()));
      new BreakIn(rig.cluster().processes(), breakIn, progress).atWork();
      return measure(rig, plan, duration);
    }
  }

  private Latency measure(Rig rig, RigPlan plan, Duration duration) throws Exception {
    try (LogTail transcripts = new LogTail(rig.stage().files().transcripts(), DesktopTimes.LINES);
        LogTail platform =
            new LogTail(
                rig.stage().files().platform(), List.of("\"LiveVoiceDetected\"", "\"attempt\""))) {
      progress.accept("measuring for %d s".formatted(duration.toSeconds()));
      // The measurement's own length, not a wait for something to happen.
      Thread.sleep(duration);
      rig.flushTranscripts();
      platform.read(this::platformSaid);
      transcripts.read(desktops::said);
      double answersPerSecond = 1000.0 * desktops.answers().count() / duration.toMillis();
      PassThroughLatency floor =
          new PassThroughLatency(
              rig.cluster().bootstrapServers(), plan.directory(), AgentManagers.steadyJvmFlags());
      return new Latency(
          1000.0 * attempts / duration.toMillis(),
          desktops.answers(),
          desktops.notices(),
          floor.millis(answersPerSecond, duration, progress));
    }
  }

  private void platformSaid(JsonNode line) {
    if (line.path("kind").asText().equals("attempt")) {
      attempts++;
    } else {
      desktops.liveVoice(line.path("callId").asText(), line.path("at").asLong());
    }
  }
}
