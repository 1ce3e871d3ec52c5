package org.zonekeeper.chaos.fuzz;

/**
 * An input that was neither taken nor refused as declared. Immutable.
 *
 * @param seed of the input
 * @param what happened
 */
record FuzzFinding(String target, long seed, String what) {
  /** The command that makes the same input again. */
  String repeat() {
    return "./zonekeeper fuzz --only '%s' --seed %d --inputs 1".formatted(target, seed);
  }
}
