/**
 * Holds a world's journal against what the world really did: judges like the checker's, fed with
 * the same events, for what only a world that knows itself can tell (who was dead, which heartbeat
 * was committed, what the sender of a command had seen). All else is judged by the checker's own.
 */
package org.zonekeeper.simulation.judge;
