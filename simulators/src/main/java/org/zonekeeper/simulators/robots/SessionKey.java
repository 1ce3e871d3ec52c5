package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a desktop needs to resume its session. Immutable.
 *
 * @param id the session's, which is no secret
 * @param secret the desktop's alone
 */
record SessionKey(String id, String secret) {
  static final SessionKey NONE = new SessionKey("", "");

  /** The one that the gateway offers in its first frame. */
  static SessionKey offered(JsonNode greeting) {
    return new SessionKey(greeting.path("session").asText(""), greeting.path("secret").asText(""));
  }

  /** Never with the secret. */
  @Override
  public String toString() {
    return "session " + id;
  }
}
