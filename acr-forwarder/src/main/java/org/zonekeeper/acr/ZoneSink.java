package org.zonekeeper.acr;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One zone's line to where its events go, as the zone's pipeline sees it. No method blocks; the
 * futures are completed by threads of the implementation.
 */
interface ZoneSink extends AutoCloseable {
  /**
   * Asks for the last event that is on record of the zone. Asked at the beginning, and whenever
   * that is no longer certain.
   *
   * @return completed exceptionally with {@link RecorderUnavailableException} if there was no
   *     answer that makes sense
   */
  CompletableFuture<RecorderPosition> position();

  /**
   * Sends a batch of the zone's events, in order; the next one only after the answer.
   *
   * @return completed normally in every case, failures included
   */
  CompletableFuture<Delivery> send(List<OutgoingEvent> batch);

  /**
   * Keeps an event that was refused for good where somebody can look at it and send it again.
   *
   * @return completed when it is kept; exceptionally if it could not be
   */
  CompletableFuture<Void> putAside(OutgoingEvent refused, String cause);

  /** What is in flight no longer matters. */
  @Override
  void close();
}
