package org.zonekeeper.am.standby;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.state.EndedCall;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;

class ReadyZonesTest {
  private static final TaskId NORTH = new TaskId(0, 0);
  private static final TaskId SPARE = new TaskId(0, 1);
  private static final Serde<Entity> STATES = AgentManagerTopology.entitySerde();

  private final ReadyZones zones =
      new ReadyZones(ZoneDirectory.parse("north=0;2"), STATES.deserializer());
  private final List<BatchingStateRestoreCallback> changelogs = new ArrayList<>();

  @Test
  void shouldHaveTheZoneReadyThatTheChangelogTells() {
    KeyValueStore<Bytes, byte[]> store = opened(NORTH);
    restore(List.of(call("c1", 1), zone(7), call("c2", 2)));
    restore(List.of(gone("e/c1"), zone(9)));
    restore(List.of(KeyValue.pair("h/".getBytes(StandardCharsets.UTF_8), new byte[] {1})));

    ZoneState ready = zones.take(NORTH).orElseThrow();
    assertThat(ready.zone().getSequence()).isEqualTo(9);
    assertThat(ready.hasEnded("c1")).isFalse();
    assertThat(ready.hasEnded("c2")).isTrue();
    assertThat(ready.digest()).isEqualTo(restored(store).digest());
  }

  @Test
  void shouldGiveAZoneAwayOnceAndFollowItAnewFromWhatTheOwnerLeft() {
    KeyValueStore<Bytes, byte[]> store = opened(NORTH);
    restore(List.of(zone(7)));
    assertThat(zones.take(NORTH)).isPresent();
    assertThat(zones.take(NORTH)).isEmpty();

    store.put(Bytes.wrap(call("c1", 1).key), call("c1", 1).value);
    restore(List.of(zone(8)));
    ZoneState ready = zones.take(NORTH).orElseThrow();
    assertThat(ready.hasEnded("c1")).isTrue();
    assertThat(ready.digest()).isEqualTo(restored(store).digest());
  }

  @Test
  void shouldKeepTheBytesOfAnEntityThatItCannotReadAndLeaveTheVerdictToTheOwner() {
    KeyValueStore<Bytes, byte[]> store = opened(NORTH);
    restore(
        List.of(
            zone(7), KeyValue.pair("c/c1".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3})));
    restore(List.of(zone(8)));
    assertThat(zones.take(NORTH)).isEmpty();
    assertThat(store.get(Bytes.wrap("c/c1".getBytes(StandardCharsets.UTF_8))))
        .containsExactly(1, 2, 3);
  }

  @Test
  void shouldForgetEverythingWhenTheTaskCloses() {
    KeyValueStore<Bytes, byte[]> store = opened(NORTH);
    restore(List.of(zone(7)));
    store.close();
    assertThat(zones.take(NORTH)).isEmpty();
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void shouldNotTakeTheStoreOfALaterTaskAwayWhenAnEarlierOneCloses() {
    KeyValueStore<Bytes, byte[]> earlier = opened(NORTH);
    opened(NORTH);
    restore(List.of(zone(7)));
    earlier.close();
    assertThat(zones.take(NORTH)).isPresent();
  }

  @Test
  void shouldFollowNothingInASparePartition() {
    opened(SPARE);
    restore(List.of(zone(7)));
    assertThat(zones.take(SPARE)).isEmpty();
  }

  @Test
  void shouldReadAsKafkasOwnStoresDo() {
    KeyValueStore<Bytes, byte[]> store = opened(NORTH);
    for (String key : List.of("b", "a", "d", "c")) {
      assertThat(store.putIfAbsent(bytes(key), new byte[] {1})).isNull();
    }
    assertThat(store.putIfAbsent(bytes("a"), new byte[] {2})).containsExactly(1);
    assertThat(store.delete(bytes("c"))).containsExactly(1);
    assertThat(keys(store.all())).containsExactly("a", "b", "d");
    assertThat(keys(store.range(bytes("b"), bytes("d")))).containsExactly("b", "d");
    assertThat(keys(store.range(null, bytes("b")))).containsExactly("a", "b");
    assertThat(keys(store.range(bytes("b"), null))).containsExactly("b", "d");
  }

  private KeyValueStore<Bytes, byte[]> opened(TaskId task) {
    KeyValueStore<Bytes, byte[]> store = zones.stores("zone-state").get();
    store.init(contextOf(task), store);
    assertThat(store.isOpen()).isTrue();
    return store;
  }

  /** Only what a store asks of its context. */
  private StateStoreContext contextOf(TaskId task) {
    return (StateStoreContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StateStoreContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "taskId" -> task;
                  case "register" -> {
                    changelogs.add((BatchingStateRestoreCallback) arguments[1]);
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private void restore(List<KeyValue<byte[], byte[]>> records) {
    changelogs.getLast().restoreAll(records);
  }

  private static ZoneState restored(KeyValueStore<Bytes, byte[]> store) {
    List<Entity> entities = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(
          entry -> {
            if (!new String(entry.key.get(), StandardCharsets.UTF_8).startsWith("h/")) {
              entities.add(STATES.deserializer().deserialize("", entry.value));
            }
          });
    }
    return ZoneState.restore("north", entities.stream());
  }

  private static KeyValue<byte[], byte[]> zone(long sequence) {
    return entry(
        "z/",
        ZoneRecord.newBuilder()
            .setZone("north")
            .setEpoch(1)
            .setSequence(sequence)
            .setAt(sequence)
            .setLife(ZoneLife.AVAILABLE)
            .build());
  }

  private static KeyValue<byte[], byte[]> call(String id, long at) {
    return entry("e/" + id, EndedCall.newBuilder().setCallId(id).setAt(at).build());
  }

  private static KeyValue<byte[], byte[]> gone(String key) {
    return KeyValue.pair(key.getBytes(StandardCharsets.UTF_8), null);
  }

  private static KeyValue<byte[], byte[]> entry(String key, Entity entity) {
    return KeyValue.pair(
        key.getBytes(StandardCharsets.UTF_8), STATES.serializer().serialize("", entity));
  }

  private static Bytes bytes(String key) {
    return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> keys(KeyValueIterator<Bytes, byte[]> entries) {
    List<String> keys = new ArrayList<>();
    try (entries) {
      while (entries.hasNext()) {
        String next = new String(entries.peekNextKey().get(), StandardCharsets.UTF_8);
        assertThat(entries.next().key.get()).isEqualTo(next.getBytes(StandardCharsets.UTF_8));
        keys.add(next);
      }
    }
    return keys;
  }
}
