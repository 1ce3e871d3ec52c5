package org.zonekeeper.gateway.session;

/**
 * The way out to one connected client. Called by the desk's thread, which must never wait: an
 * implementation queues, and closes the connection when its queue is full.
 */
public interface ClientOutput {
  /** Queues a frame; after a close it does nothing. */
  void send(String frame);

  /** How many frames more can be queued before the client counts as too slow; 0 after a close. */
  int room();

  /** Sends what is queued, then closes with the code and the reason. */
  void close(CloseCode code, String reason);
}
