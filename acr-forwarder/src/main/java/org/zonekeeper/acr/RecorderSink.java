package org.zonekeeper.acr;

/**
 * Where a forwarder's events go: a recorder over HTTP, or a topic. Opened once at start; any
 * thread.
 */
interface RecorderSink extends AutoCloseable {
  /** The line of one zone, for as long as this forwarder has the zone. Opening never blocks. */
  ZoneSink open(String zone, int partition);

  /** Where it leads to, for the log and the status. */
  String describe();

  @Override
  void close();
}
