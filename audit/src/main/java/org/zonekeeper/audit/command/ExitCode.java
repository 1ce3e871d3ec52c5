package org.zonekeeper.audit.command;

/** Exit codes of {@code zonekeeper audit}, for scripts. */
public final class ExitCode {
  /** Everything that was asked for was read, and is complete. */
  public static final int COMPLETE = 0;

  /** Nothing could be read, or a judging command has findings. */
  public static final int FAILED = 1;

  /** Called wrongly. */
  public static final int USAGE = 2;

  /**
   * What was printed is true as far as it goes, but something is missing or damaged; it is named.
   */
  public static final int PARTIAL = 3;

  private ExitCode() {}
}
