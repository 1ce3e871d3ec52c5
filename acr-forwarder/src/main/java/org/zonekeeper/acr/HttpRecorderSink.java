package org.zonekeeper.acr;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zonekeeper.acr.letters.DeadLetterWriter;

/**
 * To a recorder over HTTP, as CloudEvents batches. The recorder holds its own position; what it
 * refuses for good goes to the dead letters. Any thread.
 */
final class HttpRecorderSink implements RecorderSink {
  private final RecorderHttp recorder;
  private final DeadLetterWriter letters;

  /** Both are closed with this. */
  HttpRecorderSink(RecorderHttp recorder, DeadLetterWriter letters) {
    this.recorder = recorder;
    this.letters = letters;
  }

  @Override
  public ZoneSink open(String zone, int partition) {
    return new Line(zone, partition);
  }

  @Override
  public String describe() {
    return recorder.url().toString();
  }

  @Override
  public void close() {
    recorder.close();
    letters.close();
  }

  private static byte[] encoded(OutgoingEvent outgoing) {
    return CloudEvents.event(outgoing.event(), outgoing.trace());
  }

  private final class Line implements ZoneSink {
    private final String zone;
    private final int partition;

    Line(String zone, int partition) {
      this.zone = zone;
      this.partition = partition;
    }

    @Override
    public CompletableFuture<RecorderPosition> position() {
      return recorder
          .positions()
          .thenApply(positions -> positions.getOrDefault(zone, RecorderPosition.NONE));
    }

    @Override
    public CompletableFuture<Delivery> send(List<OutgoingEvent> batch) {
      return recorder.post(
          CloudEvents.batch(batch.stream().map(HttpRecorderSink::encoded).toList()));
    }

    @Override
    public CompletableFuture<Void> putAside(OutgoingEvent refused, String cause) {
      return letters.put(zone, partition, encoded(refused), cause);
    }

    /** Connections belong to the way out; the answer to what is in flight is not waited for. */
    @Override
    public void close() {}
  }
}
