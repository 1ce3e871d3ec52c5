package org.zonekeeper.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** How fast the demo's contact centre lives. */
enum Pace {
  /** Some seconds to a call: everything happens within two or three minutes. */
  QUICK,

  /** People can follow it, and work in it themselves. */
  WATCHABLE;

  private static final Map<String, Integer> JOBS_THAT_PEOPLE_CAN_WORK_IN =
      Map.of(
          "ringTimeoutMs", 15_000,
          "maxCallTimeMs", 600_000,
          "firstDispositionTimeoutMs", 60_000,
          "wrapUpLimitMs", 60_000,
          "queueTimeoutMs", 30_000,
          "previewLimitMs", 30_000,
          "callbackRetryMs", 20_000,
          "callbackPreferredMs", 20_000);

  /** A job's settings, with its limits for this pace. */
  JsonNode job(JsonNode settings) {
    ObjectNode paced = settings.deepCopy();
    if (this == WATCHABLE) {
      JOBS_THAT_PEOPLE_CAN_WORK_IN.forEach(
          (limit, millis) -> {
            if (paced.has(limit)) {
              paced.put(limit, millis);
            }
          });
    }
    return paced;
  }

  /** How long customers ring and talk. */
  Map<String, String> platform() {
    return switch (this) {
      case QUICK -> Map.of("talk.mean.ms", "5000", "ring.mean.ms", "1000");
      case WATCHABLE -> Map.of("talk.mean.ms", "25000", "ring.mean.ms", "3000");
    };
  }

  /** How long the agents that nobody plays take for things. */
  Map<String, String> robots() {
    Map<String, String> robots = new HashMap<>(Map.of("relogin.ms", "1500"));
    if (this == WATCHABLE) {
      robots.putAll(
          Map.of(
              "ready.ms", "1500",
              "wrapup.mean.ms", "6000",
              "pause.mean.ms", "20000"));
    }
    return robots;
  }

  /** How long a gateway keeps the session of a desktop whose connection is lost. */
  Map<String, String> gateway() {
    return switch (this) {
      // Half of the default: somebody waits for it to run out.
      case QUICK -> Map.of("resume.grace.ms", "5000");
      case WATCHABLE -> Map.of();
    };
  }
}
