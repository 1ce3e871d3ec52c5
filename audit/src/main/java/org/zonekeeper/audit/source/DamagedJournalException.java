package org.zonekeeper.audit.source;

/**
 * The journal is not what was once written: something is missing, broken, foreign or out of order.
 * Whatever was read before it is true as far as it goes.
 */
public final class DamagedJournalException extends UnreadableJournalException {
  private static final long serialVersionUID = 1L;

  private final String zone;

  /**
   * @param zone whose journal is damaged
   */
  public DamagedJournalException(String zone, String message) {
    super(message);
    this.zone = zone;
  }

  /**
   * @param zone whose journal is damaged
   */
  public DamagedJournalException(String zone, String message, Throwable cause) {
    super(message, cause);
    this.zone = zone;
  }

  /** The zone whose journal is damaged. */
  public String zone() {
    return zone;
  }
}
