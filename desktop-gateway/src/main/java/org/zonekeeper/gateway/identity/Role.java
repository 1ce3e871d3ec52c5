package org.zonekeeper.gateway.identity;

/** What a token lets its bearer be. */
public enum Role {
  /** Works at an agent's desktop. */
  AGENT,
  /** Watches zones and runs jobs. */
  SUPERVISOR;

  /** How tokens name it. */
  public String claim() {
    return switch (this) {
      case AGENT -> "agent";
      case SUPERVISOR -> "supervisor";
    };
  }
}
