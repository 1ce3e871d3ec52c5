package org.zonekeeper.simulation.kafka;

/**
 * What is about to happen to a process, at whatever it does next: every record it sends, every
 * change of its stores and both sides of a commit are places to die at. Confined to the world's
 * thread.
 */
final class CrashSchedule {
  private long breathsLeft = -1;
  private boolean freezesBeforeCommit;

  /** Not a fault of the code under test: only the simulated process ends by it. */
  static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KilledException() {
      super("killed by the simulation", null, false, false);
    }
  }

  /** The process dies after so many more steps. */
  void killAfter(int breaths) {
    breathsLeft = breaths;
  }

  /** The process freezes with a transaction full of decisions. */
  void freezeBeforeCommit() {
    freezesBeforeCommit = true;
  }

  boolean takeFreeze() {
    boolean freezes = freezesBeforeCommit;
    freezesBeforeCommit = false;
    return freezes;
  }

  /** One more step. */
  void breathe() {
    if (breathsLeft == 0) {
      throw new KilledException();
    }
    if (breathsLeft > 0) {
      breathsLeft--;
    }
  }
}
