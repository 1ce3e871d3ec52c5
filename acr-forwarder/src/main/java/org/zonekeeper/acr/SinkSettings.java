package org.zonekeeper.acr;

/** Which way the events leave. */
public sealed interface SinkSettings {
  /** To a recorder over HTTP. */
  record Http(RecorderSettings recorder) implements SinkSettings {}

  /** To the topic {@code zonekeeper.recorder}, for recorders that consume Kafka. */
  record Topic() implements SinkSettings {}
}
