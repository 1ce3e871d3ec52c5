package org.zonekeeper.chaos.fuzz;

import java.io.IOException;

/**
 * Something that takes what others send: a decoder, or a port with all that is behind it. Tried by
 * one thread at a time.
 */
public interface FuzzTarget extends AutoCloseable {
  /** What became of an input. */
  enum Answer {
    TAKEN,
    /** With a cause, by an exception or an answer that is declared for it. */
    REFUSED
  }

  /** In one or two words, as {@code --only} takes it. */
  String name();

  /**
   * Makes the next input and has it taken.
   *
   * @throws Exception a finding: whatever is thrown here is nothing that was to be expected
   */
  Answer tryOne(AnyInput any) throws Exception;

  @Override
  default void close() throws IOException {}
}
