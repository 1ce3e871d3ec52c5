package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.trace.TraceContext;

/** One zone's transactions, on Kafka's own stand-in for a producer. */
class TopicZoneSinkTest {
  private static final TraceContext TRACE =
      TraceContext.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private final AtomicLong onRecord = new AtomicLong();
  private volatile RuntimeException initFailure;
  private final List<OutgoingEvent> events = outgoing();
  private final TopicZoneSink line =
      new TopicZoneSink(
          "north",
          new TopicPartition("zonekeeper.recorder", 0),
          this::producer,
          partition -> new RecorderPosition(onRecord.get(), ""),
          event -> CloudEvents.id(event).getBytes(StandardCharsets.UTF_8));

  @AfterEach
  void close() {
    line.close();
  }

  @Test
  void aBatchIsOneTransactionUnderTheZonesKey() {
    assertThat(line.position().join()).isEqualTo(RecorderPosition.NONE);

    assertThat(line.send(events.subList(0, 3)).join()).isEqualTo(new Delivery.Accepted());
    assertThat(line.send(events.subList(3, 5)).join()).isEqualTo(new Delivery.Accepted());

    MockProducer<byte[], byte[]> producer = producers.getFirst();
    assertThat(producer.commitCount()).isEqualTo(2);
    assertThat(producer.history())
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .isEqualTo(ids(events.subList(0, 5)));
    assertThat(producer.history())
        .allSatisfy(
            record -> {
              assertThat(record.partition()).isZero();
              assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("north");
              assertThat(TraceContext.in(record.headers())).isEqualTo(TRACE);
            });
  }

  @Test
  void afterAnUnclearCommitTheTopicItselfSaysWhereItIs() {
    line.position().join();
    producers.getFirst().commitTransactionException = new TimeoutException("no answer");

    assertThat(line.send(events.subList(0, 2)).join())
        .isInstanceOfSatisfying(
            Delivery.OutOfPlace.class, answer -> assertThat(answer.reason()).contains("no answer"));
    assertThat(producers.getFirst().closed()).isTrue();

    onRecord.set(events.get(1).sequence()); // it had been committed after all
    assertThat(line.position().join().sequence()).isEqualTo(events.get(1).sequence());
    assertThat(producers).hasSize(2);
    assertThat(line.send(events.subList(2, 4)).join()).isEqualTo(new Delivery.Accepted());
  }

  @Test
  void whoIsFencedWritesNothingMore() {
    line.position().join();
    producers.getFirst().fenceProducer();

    assertThat(line.send(events.subList(0, 2)).join()).isInstanceOf(Delivery.OutOfPlace.class);
    assertThat(line.send(events.subList(0, 2)).join()).isInstanceOf(Delivery.OutOfPlace.class);
    assertThat(producers).hasSize(1);
    assertThat(producers.getFirst().history()).isEmpty();
  }

  @Test
  void aBrokerThatIsAwayIsToldAndAskedAgain() {
    initFailure = new TimeoutException("no broker");
    assertThatThrownBy(() -> line.position().join())
        .hasCauseInstanceOf(RecorderUnavailableException.class)
        .hasMessageContaining("no broker");

    initFailure = null;
    assertThat(line.position().join()).isEqualTo(RecorderPosition.NONE);
  }

  @Test
  void anotherForwarderThatTookTheZoneIsNoDefect() {
    initFailure = new ProducerFencedException("a newer one");
    assertThatThrownBy(() -> line.position().join())
        .hasCauseInstanceOf(RecorderUnavailableException.class);
  }

  private Producer<byte[], byte[]> producer() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    if (initFailure instanceof KafkaException failure) {
      producer.initTransactionException = failure;
    }
    producers.add(producer);
    return producer;
  }

  private static List<String> ids(List<OutgoingEvent> events) {
    return events.stream().map(each -> CloudEvents.id(each.event())).toList();
  }

  private static List<OutgoingEvent> outgoing() {
    List<OutgoingEvent> all = new ArrayList<>();
    JournalStory.of("north", 5, 60)
        .forwarded()
        .forEach(event -> all.add(new OutgoingEvent(0, event, TRACE)));
    return all;
  }
}
