package org.zonekeeper.gateway.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * When which connection's token expires. Of a connection that goes, nothing is kept: tokens live
 * for hours, and a connection that is kept for as long is memory that its client does not pay for.
 * Desk thread only.
 *
 * @param <K> a connection
 */
final class TokenExpiries<K> {
  private final TreeSet<Expiry<K>> inOrder =
      new TreeSet<>(
          Comparator.<Expiry<K>>comparingLong(Expiry::dueMs).thenComparingLong(Expiry::number));

  private final IdentityHashMap<K, Expiry<K>> byKey = new IdentityHashMap<>();
  private long numbers;

  /** The number tells those apart that are due at the same time. */
  private record Expiry<K>(long dueMs, long number, K of) {}

  /**
   * Sets it, or puts it off.
   *
   * @param dueMs epoch milliseconds; {@code Long.MAX_VALUE}: never
   */
  void set(K key, long dueMs) {
    remove(key);
    if (dueMs != Long.MAX_VALUE) {
      Expiry<K> expiry = new Expiry<>(dueMs, numbers++, key);
      byKey.put(key, expiry);
      inOrder.add(expiry);
    }
  }

  void remove(K key) {
    Expiry<K> expiry = byKey.remove(key);
    if (expiry != null) {
      inOrder.remove(expiry);
    }
  }

  /** How many are awaited. */
  int size() {
    return inOrder.size();
  }

  /** Takes out those whose time is over, the earliest first. */
  List<K> takeExpired(long wallMs) {
    List<K> expired = new ArrayList<>();
    while (!inOrder.isEmpty() && inOrder.first().dueMs() <= wallMs) {
      K key = inOrder.first().of();
      remove(key);
      expired.add(key);
    }
    return expired;
  }
}
