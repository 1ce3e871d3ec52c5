package org.zonekeeper.simulators.recorder;

import org.zonekeeper.settings.Foreseen;

/**
 * The recorder's database cannot be read or written. The recorder cannot go on: it could not tell
 * what it has.
 */
public final class StoreException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
