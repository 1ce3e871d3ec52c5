/**
 * The reference recorder: what a call recorder must do to take Zonekeeper's events, over HTTP or
 * from the topic, and have each of them once. Small on purpose, so that a recorder's vendor can
 * read it in one go; {@link org.zonekeeper.simulators.recorder.RecorderStore} holds the rules,
 * {@link org.zonekeeper.simulators.recorder.RecorderServer} the requests, {@link
 * org.zonekeeper.simulators.recorder.TopicSource} reads the topic, {@link
 * org.zonekeeper.simulators.recorder.CallConsistencyCheck} checks what comes.
 */
package org.zonekeeper.simulators.recorder;
