package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.wire.WireRecord;

/**
 * The forwarder's loop against Kafka's own stand-in for a consumer: assignment, sharing, commits.
 */
class JournalForwarderTest {
  private static final TopicPartition NORTH = new TopicPartition(Topics.JOURNAL.name(), 0);
  private static final TopicPartition SOUTH = new TopicPartition(Topics.JOURNAL.name(), 1);
  private static final TopicPartition SPARE = new TopicPartition(Topics.JOURNAL.name(), 2);

  private final JournalStory north = JournalStory.of("north", 1, 60);
  private final JournalStory south = JournalStory.of("south", 2, 60);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final StuckForNorth recorder = new StuckForNorth();
  private final JournalForwarder forwarder =
      new JournalForwarder(
          consumer,
          (topic, bytes) -> decode(bytes),
          ZoneDirectory.parse("north=0,south=1;3"),
          ownThread ->
              new PipelineContext(
                  recorder,
                  TestForwarder.QUICK,
                  new BackOff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(1)),
                  ownThread,
                  InstantSource.system(),
                  System::nanoTime));
  private final Thread thread = Thread.ofPlatform().unstarted(forwarder);

  @BeforeEach
  void assigned() throws InterruptedException {
    consumer.updateBeginningOffsets(Map.of(NORTH, 0L, SOUTH, 0L, SPARE, 0L));
    consumer.updateEndOffsets(Map.of(NORTH, 60L, SOUTH, 60L, SPARE, 0L));
    CountDownLatch assigned = new CountDownLatch(1);
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(NORTH, SOUTH, SPARE));
          add(NORTH, north);
          add(SOUTH, south);
          assigned.countDown();
        });
    thread.start();
    assigned.await();
  }

  @AfterEach
  void stop() throws InterruptedException {
    forwarder.stop();
    thread.join();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void aZoneWhoseBatchHangsDoesNotHoldUpAnother() {
    await().untilAsserted(() -> assertThat(recorder.acknowledged()).contains(last(south)));

    assertThat(recorder.acknowledged()).allMatch(event -> event.startsWith("south/"));
    assertThat(recorder.hanging()).isEqualTo(1);
  }

  @Test
  void whatIsAcknowledgedIsCommittedWithItsSequences() {
    long last = south.forwardedSequences().getLast();
    String hash =
        new BodyHash()
            .of(WireRecord.parse(Topics.JOURNAL.name(), record(south, (int) last - 1)).body());
    await()
        .untilAsserted(
            () ->
                assertThat(consumer.committed(Set.of(SOUTH)).get(SOUTH))
                    .isEqualTo(
                        new OffsetAndMetadata(
                            60, "acknowledged=%d read=60 hash=%s".formatted(last, hash))));
    assertThat(consumer.committed(Set.of(NORTH)).get(NORTH)).isNull();
  }

  @Test
  void aZoneThatIsTakenAwayIsLetGo() {
    await().until(() -> recorder.hanging() == 1);

    consumer.schedulePollTask(() -> consumer.rebalance(List.of(SOUTH, SPARE)));
    recorder.release();

    await().untilAsserted(() -> assertThat(recorder.acknowledged()).contains(last(south)));
    assertThat(recorder.acknowledged()).filteredOn(event -> event.startsWith("north/")).isEmpty();
  }

  private static String last(JournalStory story) {
    return story.zone() + "/" + story.forwardedSequences().getLast();
  }

  private void add(TopicPartition partition, JournalStory story) {
    for (int offset = 0; offset < story.events().size(); offset++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              partition.topic(),
              partition.partition(),
              offset,
              new byte[0],
              record(story, offset)));
    }
  }

  private static byte[] record(JournalStory story, int offset) {
    return new WireRecord(1, (story.zone() + "/" + offset).getBytes(StandardCharsets.UTF_8))
        .bytes();
  }

  private SpecificRecord decode(byte[] bytes) {
    byte[] body = WireRecord.parse(Topics.JOURNAL.name(), bytes).body();
    String[] parts = new String(body, StandardCharsets.UTF_8).split("/", 2);
    JournalStory story = parts[0].equals("north") ? north : south;
    return story.events().get(Integer.parseInt(parts[1]));
  }

  /** Acknowledges at once, but lets the zone north wait for ever. */
  private static final class StuckForNorth implements RecorderSink {
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<Delivery>> hanging = new ConcurrentLinkedQueue<>();

    @Override
    public ZoneSink open(String zone, int partition) {
      return new ZoneSink() {
        @Override
        public CompletableFuture<RecorderPosition> position() {
          return CompletableFuture.completedFuture(RecorderPosition.NONE);
        }

        @Override
        public CompletableFuture<Delivery> send(List<OutgoingEvent> batch) {
          return take(zone, batch);
        }

        @Override
        public CompletableFuture<Void> putAside(OutgoingEvent refused, String cause) {
          throw new AssertionError("nothing is refused here");
        }

        @Override
        public void close() {}
      };
    }

    private CompletableFuture<Delivery> take(String zone, List<OutgoingEvent> batch) {
      if (zone.equals("north")) {
        CompletableFuture<Delivery> never = new CompletableFuture<>();
        hanging.add(never);
        return never;
      }
      batch.forEach(each -> acknowledged.add(CloudEvents.id(each.event())));
      return CompletableFuture.completedFuture(new Delivery.Accepted());
    }

    int hanging() {
      return hanging.size();
    }

    void release() {
      hanging.forEach(each -> each.complete(new Delivery.Unclear("released")));
    }

    List<String> acknowledged() {
      return List.copyOf(acknowledged);
    }

    @Override
    public String describe() {
      return "a test";
    }

    @Override
    public void close() {}
  }
}
