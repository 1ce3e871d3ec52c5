package org.zonekeeper.acr;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.acr.status.ForwarderLag;
import org.zonekeeper.schemas.registry.RegistryException;

/**
 * Brings one zone's events to the recorder: asks it where it is, reads the journal from there, and
 * sends batch after batch, one in flight at a time, each until it is acknowledged. Lives from the
 * assignment of the zone's partition to its revocation. Everything runs on the forwarder's thread
 * (answers are handed to it), nothing waits, and no more events than the settings allow are held.
 *
 * <p>An event that the recorder refuses for good is put aside, and a placeholder goes in its place.
 * What else cannot be put right by trying again stops this zone only: it is logged as an error, and
 * tried again slowly.
 */
final class ZonePipeline {
  private static final Logger LOG = LoggerFactory.getLogger(ZonePipeline.class);
  private static final Duration SEARCH_CHECK = Duration.ofSeconds(1);

  private enum Stage {
    /** To be asked for its position, as soon as the pause is over. */
    ASK,
    ASKING,
    /** Reading; nothing is in flight. */
    READING,
    /** Reading; a batch is in flight. */
    SENDING,
    /** Reading; the first event in the buffer, which was refused, is being put aside. */
    PUTTING_ASIDE,
    /** The partition is somebody else's now. */
    ABANDONED
  }

  private final String zone;
  private final ZoneJournalPartition partition;
  private final ZoneJournalReader reader;
  private final PipelineContext context;
  private final ZoneSink line;
  private final DeliveryRetry patience;
  private final BatchSize batchSize;
  private final Deque<OutgoingEvent> buffer = new ArrayDeque<>();

  private Stage stage = Stage.ASK;
  private long nextSearchCheck;
  private boolean faulty;
  private long acknowledged;
  private long withheld;
  private ResumePoint lastAcknowledged;

  /**
   * @param line is closed when this is abandoned
   */
  ZonePipeline(
      ZoneJournalReader reader,
      ZoneJournalPartition partition,
      ZoneSink line,
      PipelineContext context) {
    this.zone = reader.zone();
    this.partition = partition;
    this.reader = reader;
    this.line = line;
    this.context = context;
    this.batchSize = new BatchSize(context.settings().batchEvents());
    this.patience = new DeliveryRetry(zone, context);
    partition.pause();
  }

  /** Takes a record that was polled. */
  void accept(ConsumerRecord<byte[], byte[]> record) {
    if (faulty || stage == Stage.ASK || stage == Stage.ASKING || stage == Stage.ABANDONED) {
      return; // polled before the partition was paused; it will be read again from the place found
    }
    try {
      reader.read(record).ifPresent(buffer::add);
    } catch (MissingEventsException e) {
      standStill(e.getMessage());
    } catch (SerializationException | RegistryException e) {
      standStill("offset %d cannot be read: %s".formatted(record.offset(), e.getMessage()));
    } catch (TimeoutException e) {
      brokerSilent(e);
    }
    if (buffer.size() >= context.settings().bufferEvents()) {
      partition.pause();
    }
  }

  /** Does what is due; called again and again. */
  void advance() {
    if (patience.isNeeded()) {
      return;
    }
    switch (stage) {
      case ASK -> ask();
      case READING -> {
        if (!buffer.isEmpty()) {
          send();
        } else if (faulty) {
          startOver();
        } else if (reader.searching()) {
          checkSearch();
        }
      }
      case ASKING, SENDING, PUTTING_ASIDE, ABANDONED -> {}
    }
  }

  /** Answers that are still to come no longer count. */
  void abandon() {
    stage = Stage.ABANDONED;
    buffer.clear();
    line.close();
  }

  /** Everything before it is on record. */
  Optional<ResumePoint> resumePoint() {
    boolean allAcknowledged = buffer.isEmpty() && stage == Stage.READING && !faulty;
    return allAcknowledged
        ? reader.reached().or(() -> Optional.ofNullable(lastAcknowledged))
        : Optional.ofNullable(lastAcknowledged);
  }

  /** How far this zone is behind. */
  ForwarderLag lag() {
    long oldest =
        buffer.isEmpty() ? 0 : Math.max(0, context.clock().millis() - buffer.getFirst().at());
    return new ForwarderLag(
        zone,
        acknowledged,
        buffer.size(),
        partition.unread(),
        oldest,
        withheld,
        patience.trouble());
  }

  private void ask() {
    stage = Stage.ASKING;
    // Handed over instead of chained, so that a defect in the handling ends the forwarder's thread.
    var unused =
        line.position()
            .whenComplete(
                (position, failure) ->
                    context.ownThread().execute(() -> onPosition(position, failure)));
  }

  private void onPosition(RecorderPosition position, Throwable failure) {
    if (stage != Stage.ASKING) {
      return;
    }
    if (failure != null) {
      stage = Stage.ASK;
      patience.tryAgain(causeOf(failure).getMessage());
      return;
    }
    try {
      startBehind(position);
    } catch (TimeoutException e) {
      brokerSilent(e);
    }
  }

  private void startBehind(RecorderPosition recorderAt) {
    reader.startBehind(recorderAt);
    lastAcknowledged = null;
    acknowledged = recorderAt.sequence();
    patience.answered();
    stage = Stage.READING;
    nextSearchCheck = context.nanos().getAsLong() + SEARCH_CHECK.toNanos();
    partition.resume();
    LOG.info("forwarding zone={} behindSequence={}", zone, recorderAt.sequence());
    if (!faulty) {
      patience.placed();
    }
    faulty = false;
  }

  private void send() {
    stage = Stage.SENDING;
    List<OutgoingEvent> batch = buffer.stream().limit(batchSize.now()).toList();
    var unused =
        line.send(batch)
            .whenComplete(
                (delivery, defect) ->
                    context.ownThread().execute(() -> onDelivery(batch, delivery, defect)));
  }

  private void onDelivery(List<OutgoingEvent> batch, Delivery delivery, Throwable defect) {
    if (defect != null) {
      throw new IllegalStateException("a way out failed instead of answering", defect);
    }
    if (stage != Stage.SENDING) {
      return;
    }
    stage = Stage.READING;
    switch (delivery) {
      case Delivery.Accepted accepted -> acknowledged(batch);
      case Delivery.Unclear unclear -> patience.tryAgain(unclear.reason());
      case Delivery.OutOfPlace outOfPlace -> {
        patience.outOfPlace(outOfPlace.reason());
        startOver();
      }
      case Delivery.Refused refused -> refused(batch, refused.reason());
      case Delivery.Barred barred -> {
        patience.waitForSomebody("the recorder takes nothing: " + barred.reason());
        startOver();
      }
    }
  }

  /** Which of them it is that the recorder does not want is found out by sending fewer. */
  private void refused(List<OutgoingEvent> batch, String cause) {
    OutgoingEvent first = batch.getFirst();
    if (batch.size() > 1) {
      batchSize.halve(batch.size());
    } else if (first.isPlaceholder()) {
      patience.waitForSomebody(
          "the recorder refused event %d, and its placeholder too: %s"
              .formatted(first.sequence(), cause));
    } else {
      putAside(first, cause);
    }
  }

  private void putAside(OutgoingEvent refused, String cause) {
    stage = Stage.PUTTING_ASIDE;
    var unused =
        line.putAside(refused, cause)
            .whenComplete(
                (nothing, failure) ->
                    context.ownThread().execute(() -> onPutAside(refused, cause, failure)));
  }

  private void onPutAside(OutgoingEvent refused, String cause, Throwable failure) {
    if (stage != Stage.PUTTING_ASIDE) {
      return;
    }
    stage = Stage.READING;
    if (failure != null) {
      patience.tryAgain(
          "event %d, which the recorder refused, could not be put aside: %s"
              .formatted(refused.sequence(), causeOf(failure).getMessage()));
      return;
    }
    withheld++;
    buffer.removeFirst();
    buffer.addFirst(refused.withheld(cause));
  }

  private void acknowledged(List<OutgoingEvent> batch) {
    batch.forEach(event -> buffer.removeFirst());
    OutgoingEvent last = batch.getLast();
    lastAcknowledged = new ResumePoint(last.offset() + 1, last.place(), last.sequence());
    acknowledged = last.sequence();
    batchSize.grow();
    if (faulty) {
      patience.acknowledged();
      if (buffer.isEmpty()) {
        patience.forSomebody();
      }
    } else {
      patience.worked();
      if (buffer.size() <= context.settings().bufferEvents() / 2) {
        partition.resume();
      }
    }
  }

  /** What was read before the fault still goes out; then, after a pause, from the beginning. */
  private void standStill(String reason) {
    faulty = true;
    partition.pause();
    patience.needsSomebody(reason);
    if (buffer.isEmpty()) {
      patience.forSomebody();
    }
  }

  /** Costs a round trip, so only when records have not come for a while. */
  private void checkSearch() {
    long now = context.nanos().getAsLong();
    if (now - nextSearchCheck < 0) {
      return;
    }
    nextSearchCheck = now + SEARCH_CHECK.toNanos();
    try {
      reader.requireMoreToSearch();
    } catch (MissingEventsException e) {
      standStill(e.getMessage());
    } catch (TimeoutException e) {
      brokerSilent(e);
    }
  }

  private void brokerSilent(TimeoutException e) {
    patience.tryAgain("the broker does not answer: " + e.getMessage());
    startOver();
  }

  private void startOver() {
    stage = Stage.ASK;
    partition.pause();
    buffer.clear();
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
