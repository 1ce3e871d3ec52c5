package org.zonekeeper.harness;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The parts of something that is started piece by piece: kept in the order in which they were
 * opened, closed in the opposite one. Used by whatever puts a system together; one thread.
 */
public final class CloseOnFailure implements AutoCloseable {
  private final String whole;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /**
   * @param whole what the parts make up, for the message when one of them does not close
   */
  public CloseOnFailure(String whole) {
    this.whole = whole;
  }

  /**
   * Keeps a part that was just opened.
   *
   * @return the part
   */
  public <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Closes everything; each part gets its turn, whatever the others did. Safe to call twice.
   *
   * @throws IOException with all troubles there were, as suppressed ones
   */
  @Override
  public void close() throws IOException {
    IOException troubles =
        new IOException("not every part of %s closed in good order".formatted(whole));
    closeAfter(troubles);
    if (troubles.getSuppressed().length > 0) {
      throw troubles;
    }
  }

  /**
   * Closes everything because of a failure, which is told of every trouble there was in closing.
   */
  public void closeAfter(Exception failure) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure.addSuppressed(e);
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }
}
