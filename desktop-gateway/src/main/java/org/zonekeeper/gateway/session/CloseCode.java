package org.zonekeeper.gateway.session;

/** Why the gateway closed a connection; the numbers go over the wire. */
public enum CloseCode {
  /** The gateway is being restarted; another one, or the same one soon, takes the session up. */
  RESTARTING(1012),
  TOO_SLOW(1008),
  NOT_HEARD(4001),
  LOGGED_ON_ELSEWHERE(4002),
  RESUMED_ELSEWHERE(4003),
  /** Frames without end beyond the quota. */
  FLOODING(4004),
  /** The token's time was over, and no newer one had come. */
  TOKEN_EXPIRED(4010);

  private final int number;

  CloseCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
