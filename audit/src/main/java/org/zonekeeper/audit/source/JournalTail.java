package org.zonekeeper.audit.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * A live journal as it grows. {@link #hasNext} waits for the next event and is false only once
 * {@link #stop} was called, which any thread may do; everything else is confined to one thread.
 */
public final class JournalTail implements JournalScan {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final ZoneDirectory directory;
  private final EventDecoder decoder;
  private final Queue<JournalRecord> polled = new ArrayDeque<>();
  private volatile boolean stopped;

  JournalTail(
      Consumer<byte[], byte[]> consumer,
      ZoneDirectory directory,
      EventDecoder decoder,
      Map<TopicPartition, Long> from) {
    this.consumer = consumer;
    this.directory = directory;
    this.decoder = decoder;
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
  }

  /** Ends the wait; any thread. */
  public void stop() {
    stopped = true;
    consumer.wakeup();
  }

  @Override
  public boolean hasNext() {
    try {
      while (polled.isEmpty() && !stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          directory.zoneOf(record.partition()).ifPresent(zone -> polled.add(read(zone, record)));
        }
      }
    } catch (WakeupException e) {
      if (!stopped) {
        throw e;
      }
    } catch (KafkaException e) {
      throw new UnreadableJournalException("the journal cannot be followed: " + e.getMessage(), e);
    }
    return !polled.isEmpty();
  }

  private JournalRecord read(String zone, ConsumerRecord<byte[], byte[]> record) {
    String container = new TopicPartition(record.topic(), record.partition()).toString();
    return decoder.decode(zone, new RecordPosition(container, record.offset()), record.value());
  }

  @Override
  public JournalRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the tail was stopped");
    }
    return polled.remove();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
