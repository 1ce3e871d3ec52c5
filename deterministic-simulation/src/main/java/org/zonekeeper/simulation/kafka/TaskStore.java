package org.zonekeeper.simulation.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.zonekeeper.am.processor.ZoneProcessor;
import org.zonekeeper.am.topology.AgentManagerTopology;

/**
 * A zone's store as one task has it: bytes in the real encoding, restored from what was committed,
 * each change part of the task's transaction. Confined to the world's thread.
 */
final class TaskStore implements KeyValueStore<String, SpecificRecord> {
  private static final Serde<SpecificRecord> CODEC = AgentManagerTopology.stateSerde();

  private final String zone;
  private final TreeMap<String, byte[]> content;
  private final Supplier<Transaction> transaction;

  TaskStore(String zone, Map<String, byte[]> committed, Supplier<Transaction> transaction) {
    this.zone = zone;
    this.content = new TreeMap<>(committed);
    this.transaction = transaction;
  }

  @Override
  public void put(String key, SpecificRecord value) {
    byte[] bytes = CODEC.serializer().serialize(name(), value);
    content.put(key, bytes);
    transaction.get().change(zone, key, Optional.of(bytes));
  }

  @Override
  public SpecificRecord delete(String key) {
    byte[] bytes = content.remove(key);
    transaction.get().change(zone, key, Optional.empty());
    return decoded(bytes);
  }

  @Override
  public SpecificRecord get(String key) {
    return decoded(content.get(key));
  }

  @Override
  public KeyValueIterator<String, SpecificRecord> all() {
    return new Entries(content);
  }

  @Override
  public KeyValueIterator<String, SpecificRecord> range(String from, String to) {
    return new Entries(content.subMap(from, true, to, true));
  }

  @Override
  public SpecificRecord putIfAbsent(String key, SpecificRecord value) {
    SpecificRecord present = get(key);
    if (present == null) {
      put(key, value);
    }
    return present;
  }

  @Override
  public void putAll(List<KeyValue<String, SpecificRecord>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public long approximateNumEntries() {
    return content.size();
  }

  @Override
  public String name() {
    return ZoneProcessor.STORE;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    // Restored when it was made.
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  private static SpecificRecord decode(byte[] bytes) {
    return CODEC.deserializer().deserialize(ZoneProcessor.STORE, bytes);
  }

  /** As the store contract has it: {@code null} where there is nothing. */
  private static SpecificRecord decoded(byte[] bytes) {
    return bytes == null ? null : decode(bytes);
  }

  private static final class Entries implements KeyValueIterator<String, SpecificRecord> {
    private final Deque<Map.Entry<String, byte[]>> left;

    Entries(SortedMap<String, byte[]> content) {
      this.left = new ArrayDeque<>(content.entrySet());
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public KeyValue<String, SpecificRecord> next() {
      Map.Entry<String, byte[]> entry = left.remove();
      return KeyValue.pair(entry.getKey(), decode(entry.getValue()));
    }

    @Override
    public String peekNextKey() {
      return left.element().getKey();
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
