package org.zonekeeper.acr;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** A partition of the journal through the forwarder's Kafka consumer; on its thread only. */
final class ConsumerPartition implements ZoneJournalPartition {
  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;

  ConsumerPartition(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    this.consumer = consumer;
    this.partition = partition;
  }

  @Override
  public void pause() {
    consumer.pause(List.of(partition));
  }

  @Override
  public void resume() {
    consumer.resume(List.of(partition));
  }

  @Override
  public void seek(long offset) {
    consumer.seek(partition, offset);
  }

  @Override
  public long position() {
    return consumer.position(partition);
  }

  @Override
  public long begin() {
    return consumer.beginningOffsets(List.of(partition)).get(partition);
  }

  @Override
  public long end() {
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  @Override
  public long unread() {
    return consumer.currentLag(partition).orElse(0);
  }

  @Override
  public Optional<ResumePoint> committed() {
    return ResumePoint.of(consumer.committed(Set.of(partition)).get(partition));
  }
}
