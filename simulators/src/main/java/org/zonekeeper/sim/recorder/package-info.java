/**
 * The reference recorder: what a call recorder must do to take Zonekeeper's events over HTTP and
 * have each of them once. Small on purpose, so that a recorder's vendor can read it in one go;
 * {@link org.zonekeeper.sim.recorder.RecorderLog} holds the rules, {@link
 * org.zonekeeper.sim.recorder.RecorderServer} the two requests.
 */
package org.zonekeeper.sim.recorder;
