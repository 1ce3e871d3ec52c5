package org.zonekeeper.simulation.faults;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What can go wrong, and how often compared with the rest. */
public enum FaultKind {
  /** The owner of a zone dies at any of its next steps. */
  KILL(6),
  /** So does the one that takes over. */
  KILL_IN_ADOPTION(3),
  /** Two die at once. */
  TWO_DEATHS(1),
  /** One stands still for less than anybody notices. */
  FREEZE_SHORT(3),
  /** One stands still until others have its zones, and comes back. */
  FREEZE_LONG(3),
  /** The same, with a transaction full of decisions that it then tries to commit. */
  FREEZE_BEFORE_COMMIT(3),
  /** A healthy one is evicted and fenced. */
  WRONG_EVICTION(2),
  /** One is stopped in good order and started again. */
  STOP(4),
  /** A zone moves from one living owner to another. */
  MOVE(4),
  /** One loses what it has not committed and begins anew from its stores. */
  REVIVE(2),
  /** The clock of one's host is set, forward or back, and most times put right later. */
  JUMP_CLOCK(3),
  /** Nobody can say who is alive. */
  SILENT_GROUP(1),
  /** The owner gets nothing from one topic for a while: the other one overtakes. */
  SLOW_COMMANDS(2),
  SLOW_FACTS(2),
  /** What is sent to one topic arrives late. */
  LATE_COMMANDS(2),
  LATE_FACTS(2),
  /** A Disconnect will never come. */
  LOST_DISCONNECT(2),
  /** An order that is waited for never reaches the platform. */
  LOST_ORDER(3),
  /** A conversation is gone at once, and nobody is told. */
  SILENT_DROP(2),
  /** The platform forgets all calls. */
  PLATFORM_RESTART(1),
  /** A fact of any time ago is told again. */
  OLD_FACT(3),
  /** A person answers a call that the zone was never told of. */
  UNKNOWN_VOICE(2),
  /** A desktop that logs on asks twice, the second time before the first is answered. */
  TWO_LOG_ONS(2),
  /** A gateway dies; its desktops are at another one soon, late, or too late. */
  DEAD_GATEWAY(2),
  /** A desktop will answer the next state check wrongly, or not at all. */
  LYING_DESKTOP(3);

  private static final int ALL = Arrays.stream(values()).mapToInt(one -> one.weight).sum();

  private final int weight;

  FaultKind(int weight) {
    this.weight = weight;
  }

  static FaultKind any(SplittableRandom chance) {
    int dice = chance.nextInt(ALL);
    for (FaultKind one : values()) {
      dice -= one.weight;
      if (dice < 0) {
        return one;
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }
}
