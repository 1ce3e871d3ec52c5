package org.zonekeeper.bench.latency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * What desktops saw, out of their transcripts: how long each command took to its answer, and each
 * call from the platform's fact to its notice. Confined to the thread that reads the transcripts.
 */
final class DesktopTimes {
  /** Lines of a transcript that it needs; each holds one of these. */
  static final List<String> LINES = List.of("\"out\"", "RESP\"", "\"AGTCallNotify\"");

  /** Sent by the desktop's machinery, and answered by the gateway alone. */
  private static final String ALIVE = "POMClientAlive";

  private final Map<String, Long> asked = new HashMap<>();
  private final Map<String, Long> answeredCalls = new HashMap<>();
  private final List<Long> answers = new ArrayList<>();
  private final List<Long> notices = new ArrayList<>();

  /** The platform reported a live voice, epoch milliseconds. */
  void liveVoice(String call, long at) {
    answeredCalls.put(call, at);
  }

  /** One line of a transcript. */
  void said(JsonNode line) {
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

  /** From each command to its answer, milliseconds. */
  TimeDistribution answers() {
    return TimeDistribution.of(answers);
  }

  /** From each live voice to its notice, milliseconds. */
  TimeDistribution notices() {
    return TimeDistribution.of(notices);
  }
}
