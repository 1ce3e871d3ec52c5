package org.zonekeeper.acr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * A partition in memory that behaves as the broker's does for a reader of committed records:
 * offsets with holes where transaction markers lie, a beginning that retention moves. May be
 * written to by one thread while another reads.
 */
final class MemoryPartition implements ZoneJournalPartition {
  private final NavigableMap<Long, byte[]> records = new TreeMap<>();
  private long begin;
  private long end;
  private long position;
  private boolean paused;
  private ResumePoint committed;
  private int seeks;

  /** Adds an event and, behind it, so many transaction markers. */
  synchronized void add(Event event, int markersBehind) {
    records.put(end, JournalStory.encoded(event));
    end += 1L + markersBehind;
  }

  /** What somebody else writes. */
  synchronized void addForeign(byte[] value) {
    records.put(end, value);
    end++;
  }

  /** The record at the offset is not what it was any more. */
  synchronized void damage(long offset, byte[] value) {
    records.put(offset, value);
  }

  /** What the broker's retention does. */
  synchronized void forgetBefore(long offset) {
    records.headMap(offset).clear();
    begin = offset;
  }

  /** What another forwarder left. */
  synchronized void commit(ResumePoint point) {
    committed = point;
  }

  synchronized List<ConsumerRecord<byte[], byte[]>> poll(int most) {
    List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
    position = Math.max(position, begin);
    if (paused) {
      return polled;
    }
    for (Map.Entry<Long, byte[]> entry : records.tailMap(position).entrySet()) {
      if (polled.size() == most) {
        return polled;
      }
      polled.add(new ConsumerRecord<>("journal", 0, entry.getKey(), new byte[0], entry.getValue()));
      position = entry.getKey() + 1;
    }
    position = end;
    return polled;
  }

  synchronized int seeks() {
    return seeks;
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public synchronized void resume() {
    paused = false;
  }

  synchronized boolean paused() {
    return paused;
  }

  @Override
  public synchronized void seek(long offset) {
    position = offset;
    seeks++;
  }

  @Override
  public synchronized long position() {
    return position;
  }

  @Override
  public synchronized long begin() {
    return begin;
  }

  @Override
  public synchronized long end() {
    return end;
  }

  @Override
  public synchronized long unread() {
    return end - position;
  }

  @Override
  public synchronized Optional<ResumePoint> committed() {
    return Optional.ofNullable(committed);
  }
}
