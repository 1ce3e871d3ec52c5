package org.zonekeeper.bench.restore;

import java.util.Map;

/** Whether somebody keeps the zone ready while another Agent Manager owns it. */
public enum Readiness {
  STANDBY("with a standby"),
  COLD("cold: restored from the changelog");

  private final String words;

  Readiness(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** What the Agent Managers need to be told for it. */
  Map<String, String> settings() {
    return switch (this) {
      case STANDBY -> Map.of();
      case COLD -> Map.of("num.standby.replicas", "0");
    };
  }
}
