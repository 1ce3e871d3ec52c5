package org.zonekeeper.bench.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.zonekeeper.bench.floor.PassThrough;
import org.zonekeeper.bench.report.Spread;
import org.zonekeeper.cluster.JvmFlags;
import org.zonekeeper.stage.rig.LogTail;
import org.zonekeeper.stage.rig.Rig;
import org.zonekeeper.stage.rig.RigPlan;

/**
 * Times commands at desktops, and calls from the platform's fact to the desktop's notice, under a
 * steady load; then a bare topology on the same broker under the same load. Used by the command's
 * one thread.
 */
public final class LatencyBench {
  /** Sent by the desktop's machinery, and answered by the gateway alone. */
  private static final String ALIVE = "POMClientAlive";

  /** As the rig's Agent Managers have it. */
  private static final int HEAP_MEGABYTES = 256;

  private static final PassThrough.Shape ONE_SMALL = new PassThrough.Shape(1, 16);

  private final Consumer<String> progress;
  private final Map<String, Long> asked = new HashMap<>();
  private final Map<String, Long> answeredCalls = new HashMap<>();
  private final List<Long> answers = new ArrayList<>();
  private final List<Long> notices = new ArrayList<>();
  private long attempts;

  /**
   * @param progress is told what is going on
   */
  public LatencyBench(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * What was measured, milliseconds.
   *
   * @param attemptsPerSecond that the platform really started
   * @param answers command at the desktop to its answer there
   * @param notices live voice, as the platform reports it, to the call's notice at the desktop
   * @param floor a record through a topology that does nothing, with the same guarantee
   */
  public record Latency(double attemptsPerSecond, Spread answers, Spread notices, Spread floor) {
    /** For people. */
    public void print(PrintWriter out) {
      out.printf("%nmilliseconds at %.0f attempts a second%n", attemptsPerSecond);
      out.printf("  command -> answer at the desktop       %s%n", answers);
      out.printf("  live voice -> notice at the desktop    %s%n", notices);
      out.printf("  bare pass-through, same guarantee      %s%n", floor);
      out.flush();
    }

    /** For machines. */
    public ObjectNode toJson() {
      ObjectNode json =
          JsonNodeFactory.instance.objectNode().put("attemptsPerSecond", attemptsPerSecond);
      json.set("commandToAnswerMillis", answers.toJson());
      json.set("answeredToNotifiedMillis", notices.toJson());
      json.set("passThroughMillis", floor.toJson());
      return json;
    }
  }

  /** Measures for so long, each of the two. */
  public Latency measure(RigPlan plan, Duration duration) throws Exception {
    try (Rig rig = Rig.open(plan, progress)) {
      progress.accept("%.0f attempts a second".formatted(rig.awaitPace()));
      return measure(rig, plan, duration);
    }
  }

  private Latency measure(Rig rig, RigPlan plan, Duration duration) throws Exception {
    try (LogTail transcripts =
            new LogTail(
                rig.stage().files().transcripts(),
                List.of("\"out\"", "RESP\"", "\"AGTCallNotify\""));
        LogTail platform =
            new LogTail(
                rig.stage().files().platform(), List.of("\"LiveVoiceDetected\"", "\"attempt\""))) {
      progress.accept("measuring for %d s".formatted(duration.toSeconds()));
      // The measurement's own length, not a wait for something to happen.
      Thread.sleep(duration);
      rig.flushTranscripts();
      platform.read(this::platformSaid);
      transcripts.read(this::desktopSaid);
      progress.accept("measuring the bare pass-through for %d s".formatted(duration.toSeconds()));
      int perSecond = Math.max(1, (int) (answers.size() / duration.toSeconds()));
      try (PassThrough floor =
          PassThrough.start(
              rig.cluster().bootstrapServers(),
              plan.directory(),
              JvmFlags.fastStart(HEAP_MEGABYTES),
              ONE_SMALL)) {
        return new Latency(
            1000.0 * attempts / duration.toMillis(),
            Spread.of(answers),
            Spread.of(notices),
            Spread.of(floor.latencies(perSecond, duration)));
      }
    }
  }

  private void platformSaid(JsonNode line) {
    if (line.path("kind").asText().equals("attempt")) {
      attempts++;
    } else {
      answeredCalls.put(line.path("callId").asText(), line.path("at").asLong());
    }
  }

  private void desktopSaid(JsonNode line) {
    JsonNode message = line.path("message");
    String type = message.path("type").asText();
    if (type.startsWith(ALIVE)) {
      return;
    }
    long at = line.path("at").asLong();
    String command = line.path("agent").asText() + "/" + message.path("id").asText();
    if (line.path("kind").asText().equals("out")) {
      asked.put(command, at);
    } else if (type.equals("AGTCallNotify")) {
      Long answered = answeredCalls.remove(message.path("call").asText());
      if (answered != null) {
        notices.add(at - answered);
      }
    } else if (asked.containsKey(command)) {
      answers.add(at - asked.remove(command));
    }
  }
}
