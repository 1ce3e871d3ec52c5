package org.zonekeeper.am.standby;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.state.State.Entity;

/**
 * The zones of one Agent Manager's tasks, standbys and owned ones: where a task that becomes the
 * owner finds its zone ready. One for each process; every method may be called from any thread.
 */
public final class ReadyZones {
  private final ZoneDirectory directory;
  private final Deserializer<Entity> entities;
  private final Map<TaskId, InMemoryZoneStore> stores = new ConcurrentHashMap<>();

  /**
   * @param directory which partition is which zone
   * @param entities reads what the stores hold
   */
  public ReadyZones(ZoneDirectory directory, Deserializer<Entity> entities) {
    this.directory = directory;
    this.entities = entities;
  }

  /** Makes the stores that follow their zones, for the topology. */
  public KeyValueBytesStoreSupplier stores(String name) {
    return new Supplier(name);
  }

  /**
   * The task's zone as its store holds it. From now on it belongs to the caller, the zone's new
   * owner.
   *
   * @return empty if it was given away already, or could not be followed
   */
  public Optional<ZoneState> take(TaskId task) {
    return Optional.ofNullable(stores.get(task)).flatMap(InMemoryZoneStore::take);
  }

  void opened(TaskId task, InMemoryZoneStore store) {
    stores.put(task, store);
  }

  /** A later store of the same task stays. */
  void closed(TaskId task, InMemoryZoneStore store) {
    stores.remove(task, store);
  }

  /** Empty for the task of a spare partition. */
  Optional<StandbyZone> follow(TaskId task) {
    return directory.zoneOf(task.partition()).map(zone -> new StandbyZone(zone, entities));
  }

  private final class Supplier implements KeyValueBytesStoreSupplier {
    private final String name;

    Supplier(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new InMemoryZoneStore(name, ReadyZones.this);
    }

    @Override
    public String metricsScope() {
      return "zone-bytes";
    }
  }
}
