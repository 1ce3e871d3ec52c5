package org.zonekeeper.acr;

/** Which way the events leave. */
public sealed interface WayOutSettings {
  /** To a recorder over HTTP. */
  record Http(RecorderSettings recorder) implements WayOutSettings {}

  /** To the topic {@code zonekeeper.recorder}, for recorders that consume Kafka. */
  record Topic() implements WayOutSettings {}
}
