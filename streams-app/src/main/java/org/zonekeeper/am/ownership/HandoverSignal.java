package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells every zone's task that the Agent Manager is about to let go, and waits until each has put
 * it on record. Rung once, by the thread that stops the Agent Manager; heard by the Streams
 * threads. Thread-safe.
 */
public final class HandoverSignal {
  private final Set<String> open = new HashSet<>();
  private Optional<String> grounds = Optional.empty();

  /** A task owns the zone from now on. */
  public synchronized void owns(String zone) {
    open.add(zone);
  }

  /** The zone's announcement is committed, or the task owns the zone no more. */
  public synchronized void done(String zone) {
    open.remove(zone);
    notifyAll();
  }

  /** Why the zones are let go, once the bell has been rung. */
  public synchronized Optional<String> rung() {
    return grounds;
  }

  /**
   * Rings, and waits for all zones.
   *
   * @param why the grounds that go into the journal
   * @return the zones that did not announce in time; empty when all did
   */
  public synchronized Set<String> ring(String why, Duration timeout) throws InterruptedException {
    grounds = Optional.of(why);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!open.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      // Rounded up, because a wait of 0 never ends.
      wait(left / 1_000_000 + 1);
    }
    return Set.copyOf(open);
  }
}
