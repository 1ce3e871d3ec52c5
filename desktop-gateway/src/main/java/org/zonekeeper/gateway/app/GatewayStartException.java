package org.zonekeeper.gateway.app;

/** The gateway could not start; the message says why and is for the user. */
public final class GatewayStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GatewayStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
