/**
 * Holds what a world's journal says against what the world really did. What can be judged by the
 * journal alone is judged by the checker's own invariants.
 */
package org.zonekeeper.simulation.judge;
