package org.zonekeeper.audit.traces;

import org.zonekeeper.settings.Foreseen;

/** A collector did not take spans; the message says which and why. */
public final class UntakenSpansException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  UntakenSpansException(String message) {
    super(message);
  }
}
