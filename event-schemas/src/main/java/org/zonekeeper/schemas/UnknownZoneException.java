package org.zonekeeper.schemas;

import java.util.Collection;

/** A zone that the directory does not have; the message names it and the zones that exist. */
public final class UnknownZoneException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UnknownZoneException(String zone, Collection<String> known) {
    super("unknown zone '" + zone + "'; the zones are " + String.join(", ", known));
  }
}
