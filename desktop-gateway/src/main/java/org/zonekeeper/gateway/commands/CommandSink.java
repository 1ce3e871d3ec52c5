package org.zonekeeper.gateway.commands;

import org.zonekeeper.schemas.command.Commands.Command;

/** Where commands are written to. Called by the desk's thread; must never wait. */
public interface CommandSink {
  /**
   * Writes the command into its zone's partition. A write that fails, at once or later, is reported
   * to the desk's {@link CommandDispatcher#writeFailed}; nothing is thrown.
   */
  void write(Command command);
}
