package org.zonekeeper.gateway.app;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;

/**
 * When which connection's token expires. A connection that goes, or gets a newer token, leaves an
 * entry behind that nobody counts; it is dropped when its time comes. Desk thread only.
 *
 * @param <K> a connection
 */
final class TokenExpiries<K> {
  private final PriorityQueue<Expiry<K>> queue =
      new PriorityQueue<>((a, b) -> Long.compare(a.dueMs(), b.dueMs()));
  private final IdentityHashMap<K, Long> current = new IdentityHashMap<>();

  private record Expiry<K>(long dueMs, K of) {}

  /**
   * @param dueMs epoch milliseconds; {@code Long.MAX_VALUE}: never
   */
  void set(K key, long dueMs) {
    current.put(key, dueMs);
    if (dueMs != Long.MAX_VALUE) {
      queue.add(new Expiry<>(dueMs, key));
    }
  }

  void remove(K key) {
    current.remove(key);
  }

  /** Takes out those whose time is over, the earliest first. */
  List<K> takeExpired(long wallMs) {
    List<K> expired = new ArrayList<>();
    while (!queue.isEmpty() && queue.peek().dueMs() <= wallMs) {
      Expiry<K> due = queue.remove();
      Long counted = current.get(due.of());
      if (counted != null && counted == due.dueMs()) {
        current.remove(due.of());
        expired.add(due.of());
      }
    }
    return expired;
  }
}
