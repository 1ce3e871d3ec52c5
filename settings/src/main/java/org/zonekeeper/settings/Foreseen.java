package org.zonekeeper.settings;

/**
 * Marks exceptions whose message is a whole sentence for whoever called a command: something around
 * us is not as it must be. The command ends with exit code 1 and that sentence, without a trace.
 */
public interface Foreseen {
  /** The sentence. */
  String getMessage();
}
