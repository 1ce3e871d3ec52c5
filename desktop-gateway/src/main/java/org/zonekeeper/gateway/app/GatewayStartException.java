package org.zonekeeper.gateway.app;

import org.zonekeeper.settings.Foreseen;

/** The gateway could not start; the message says why and is for the user. */
public final class GatewayStartException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  public GatewayStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
