package org.zonekeeper.acr;

import java.time.Duration;

/**
 * How each zone's events are brought to the recorder.
 *
 * @param batchEvents most events in one request; default 200: some 100 KB, which costs a recorder
 *     one flush to its disk
 * @param bufferEvents most events of a zone held in memory; default 1000: the next batches are at
 *     hand, and a recorder that is away for hours costs no more than that
 * @param firstPause after a batch that failed; default 200 ms, doubling from there
 * @param longestPause where the doubling ends; default 10 s: a recorder that is back is found soon
 * @param refusalPause after a permanent refusal; default 60 s: nothing changes unless somebody does
 *     something
 * @param match by what a recorder's position is known to be one of this journal
 */
public record PipelineSettings(
    int batchEvents,
    int bufferEvents,
    Duration firstPause,
    Duration longestPause,
    Duration refusalPause,
    PositionMatch match) {
  static final PipelineSettings DEFAULT =
      new PipelineSettings(
          200,
          1000,
          Duration.ofMillis(200),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          PositionMatch.HASH);
}
