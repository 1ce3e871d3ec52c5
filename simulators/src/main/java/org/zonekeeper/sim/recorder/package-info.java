/**
 * The reference recorder: what a call recorder must do to take Zonekeeper's events, over HTTP or
 * from the topic, and have each of them once. Small on purpose, so that a recorder's vendor can
 * read it in one go; {@link org.zonekeeper.sim.recorder.RecorderStore} holds the rules, {@link
 * org.zonekeeper.sim.recorder.RecorderServer} the requests, {@link
 * org.zonekeeper.sim.recorder.TopicSource} reads the topic, {@link
 * org.zonekeeper.sim.recorder.CallBook} checks what comes.
 */
package org.zonekeeper.sim.recorder;
