package org.zonekeeper.gateway.protocol;

/** Who connects where. */
public enum Endpoint {
  AGENT("/v1/agent", "agents"),
  SUPERVISOR("/v1/supervisor", "supervisors");

  private final String path;
  private final String users;

  Endpoint(String path, String users) {
    this.path = path;
    this.users = users;
  }

  /** Path of the WebSocket. */
  public String path() {
    return path;
  }

  /** For texts: whose commands they are. */
  public String users() {
    return users;
  }
}
