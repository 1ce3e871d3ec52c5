package org.zonekeeper.gateway.commands;

import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.trace.TraceContext;

/** Where commands are written to. Called by the desk's thread; must never wait. */
public interface CommandSink {
  /**
   * Writes the command into its zone's partition. What became of it is told to {@link Outcomes};
   * nothing is thrown.
   *
   * @param trace stands in the headers of its record
   */
  void write(Command command, TraceContext trace);

  /** The same for a command that nobody traces: what the gateway says by itself. */
  default void write(Command command) {
    write(command, TraceContext.NONE);
  }

  /** Told what became of writes; on any thread. */
  interface Outcomes {
    /** The broker has confirmed the record of a command that this gateway refused. */
    void refusalRecorded(String commandId);

    /**
     * A command was not written, or nobody knows whether it was; said at once or when its time was
     * up.
     *
     * @param text why, in words for who asked
     */
    void writeFailed(String commandId, String text);
  }
}
