package org.zonekeeper.am.standby;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.processor.StoreKeys;
import org.zonekeeper.domain.state.ZoneState;

/**
 * One task's store, in memory. What comes from the changelog, because another Agent Manager owns
 * the zone or because a new owner catches up, it also follows as a zone: {@link #take} then has
 * nothing left to do. What the owner itself writes is only kept, since the owner has the zone.
 *
 * <p>Kafka Streams restores on one thread and hands the task over to another; interactive queries
 * read on a third, which sees a weakly consistent picture, as with any store of Kafka's.
 */
final class InMemoryZoneStore implements KeyValueStore<Bytes, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(InMemoryZoneStore.class);

  private final String name;
  private final ReadyZones zones;

  /** Sorted only when somebody asks: every change would pay for it. */
  private final Map<Bytes, byte[]> entries = new ConcurrentHashMap<>();

  private final Position position = Position.emptyPosition();
  private TaskId task;
  private Optional<StandbyZone> followed = Optional.empty();
  private volatile boolean open;

  InMemoryZoneStore(String name, ReadyZones zones) {
    this.name = name;
    this.zones = zones;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    task = context.taskId();
    context.register(root, new FromChangelog());
    zones.opened(task, this);
    open = true;
  }

  /** The zone as it stands in the entries; empty if it has been taken before. */
  synchronized Optional<ZoneState> take() {
    Optional<StandbyZone> taken = followed;
    followed = Optional.empty();
    return taken.flatMap(StandbyZone::state);
  }

  @Override
  public void put(Bytes key, byte[] value) {
    if (value == null) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] present = entries.get(key);
    if (present == null) {
      put(key, value);
    }
    return present;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> more) {
    more.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    return entries.remove(key);
  }

  @Override
  public byte[] get(Bytes key) {
    return entries.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    NavigableMap<Bytes, byte[]> within = new TreeMap<>(entries);
    if (from != null) {
      within = within.tailMap(from, true);
    }
    if (to != null) {
      within = within.headMap(to, true);
    }
    return new Entries(within);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Entries(new TreeMap<>(entries));
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Nothing is read by position here, but Streams writes the position to the changelog. */
  @Override
  public Position getPosition() {
    return position;
  }

  @Override
  public void close() {
    open = false;
    zones.closed(task, this);
    forget();
  }

  private synchronized void forget() {
    entries.clear();
    followed = Optional.empty();
  }

  private synchronized void followAll(Collection<KeyValue<byte[], byte[]>> records) {
    // The first batch since the zone was taken, or ever: what is here already comes first.
    if (followed.isEmpty()) {
      followed = zones.follow(task);
      entries.forEach(this::follow);
    }
    // A batch often holds several versions of an entity, of which only the last counts.
    Map<Bytes, Optional<byte[]>> last = new LinkedHashMap<>();
    for (KeyValue<byte[], byte[]> record : records) {
      Bytes key = Bytes.wrap(record.key);
      if (belongsHere(key)) {
        last.put(key, Optional.ofNullable(record.value));
      } else {
        LOG.error(
            "entry skipped task={} reason=\"no owner of a zone writes such a key into its"
                + " changelog\"",
            task);
      }
    }
    last.forEach(
        (key, value) -> {
          put(key, value.orElse(null));
          followed.ifPresent(zone -> zone.follow(text(key), value));
        });
    followed.ifPresent(StandbyZone::settle);
  }

  private void follow(Bytes key, byte[] value) {
    followed.ifPresent(zone -> zone.follow(text(key), Optional.of(value)));
  }

  /** Whoever else writes into the changelog must not keep the zone from being restored. */
  private static boolean belongsHere(Bytes key) {
    return StoreKeys.isKnown(text(key));
  }

  private static String text(Bytes key) {
    return new String(key.get(), StandardCharsets.UTF_8);
  }

  private final class FromChangelog implements BatchingStateRestoreCallback {
    @Override
    public void restoreAll(Collection<KeyValue<byte[], byte[]>> records) {
      followAll(records);
    }
  }

  private static final class Entries implements KeyValueIterator<Bytes, byte[]> {
    private final Iterator<Map.Entry<Bytes, byte[]>> left;
    private Optional<Map.Entry<Bytes, byte[]>> next;

    Entries(NavigableMap<Bytes, byte[]> entries) {
      this.left = entries.entrySet().iterator();
      step();
    }

    @Override
    public boolean hasNext() {
      return next.isPresent();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      Map.Entry<Bytes, byte[]> entry = next.orElseThrow(NoSuchElementException::new);
      step();
      return KeyValue.pair(entry.getKey(), entry.getValue());
    }

    @Override
    public Bytes peekNextKey() {
      return next.orElseThrow(NoSuchElementException::new).getKey();
    }

    @Override
    public void close() {
      // Nothing is held open.
    }

    private void step() {
      next = left.hasNext() ? Optional.of(left.next()) : Optional.empty();
    }
  }
}
