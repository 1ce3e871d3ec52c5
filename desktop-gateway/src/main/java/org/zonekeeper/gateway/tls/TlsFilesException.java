package org.zonekeeper.gateway.tls;

import org.zonekeeper.settings.Foreseen;

/** Certificate or key cannot be used; the message says which and why, for the user. */
public final class TlsFilesException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  public TlsFilesException(String message, Throwable cause) {
    super(message, cause);
  }
}
