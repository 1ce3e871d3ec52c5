package org.zonekeeper.acr;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The recorder as the pipelines see it. Neither method blocks; the futures are completed by threads
 * of the implementation.
 */
interface Recorder {
  /**
   * Sends a batch of one zone's events, in order.
   *
   * @param batch CloudEvents, see {@link CloudEvents#batch}
   * @return completed normally in every case, failures included
   */
  CompletableFuture<Delivery> send(byte[] batch);

  /**
   * Asks for the last sequence that the recorder has of each zone; a zone that it does not know is
   * absent.
   *
   * @return completed exceptionally with {@link RecorderUnavailableException} if it gave no answer
   *     that makes sense
   */
  CompletableFuture<Map<String, Long>> positions();
}
