package org.zonekeeper.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** User and password for HTTP basic authentication; never printed. */
public record BasicAuth(String user, String password) {
  /** The value of the Authorization header. */
  String header() {
    String pair = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "BasicAuth[user=" + user + ", password=***]";
  }
}
