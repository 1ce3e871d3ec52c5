package org.zonekeeper.schemas.cluster;

import org.zonekeeper.settings.Foreseen;

/** The topics of a cluster are not what the contract and the zone directory ask for. */
public final class UnfitTopicsException extends IllegalStateException implements Foreseen {
  private static final long serialVersionUID = 1L;

  public UnfitTopicsException(String message) {
    super(message);
  }

  /** As told by a broker, or by its silence. */
  UnfitTopicsException(String message, Throwable cause) {
    super(message, cause);
  }
}
