package org.zonekeeper.settings;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Somebody called a command that is no more than a group of others; told with what there is. */
public final class MissingCommandException extends ParameterException {
  private static final long serialVersionUID = 1L;

  public MissingCommandException(CommandLine group) {
    this(group, "command");
  }

  /**
   * One of a group that has a name for its commands.
   *
   * @param kind such as {@code part}
   */
  public MissingCommandException(CommandLine group, String kind) {
    super(group, "Which %s? One of those below.".formatted(kind));
  }
}
