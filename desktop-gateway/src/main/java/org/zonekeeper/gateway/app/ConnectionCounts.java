package org.zonekeeper.gateway.app;

import java.util.HashMap;
import java.util.Map;

/**
 * How many connections there are, in all and of each address. Thread-safe; an address without a
 * connection costs nothing.
 */
final class ConnectionCounts {
  private final Limits limits;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int all;

  /** Most connections. */
  record Limits(int inAll, int ofAddress) {}

  ConnectionCounts(Limits limits) {
    this.limits = limits;
  }

  synchronized void opened(String address) {
    all++;
    byAddress.merge(address, 1, Integer::sum);
  }

  synchronized void closed(String address) {
    all--;
    byAddress.computeIfPresent(address, (each, count) -> count == 1 ? null : count - 1);
  }

  /** Whether one of this address, counted already, is more than the limits allow. */
  synchronized boolean isOver(String address) {
    return all > limits.inAll() || of(address) > limits.ofAddress();
  }

  /**
   * Whether it is so far over them that no answer is given any more: there is some room above the
   * limits in which a refusal can still be said.
   */
  synchronized boolean isFarOver(String address) {
    return all > withRoom(limits.inAll()) || of(address) > withRoom(limits.ofAddress());
  }

  synchronized int all() {
    return all;
  }

  private int of(String address) {
    return byAddress.getOrDefault(address, 0);
  }

  private static long withRoom(int limit) {
    return limit + Math.max(16, limit / 10L);
  }
}
