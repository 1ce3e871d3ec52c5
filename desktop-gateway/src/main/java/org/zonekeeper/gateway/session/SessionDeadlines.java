package org.zonekeeper.gateway.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many deadlines of the same length: setting, moving and cancelling one costs the same however many
 * there are, and looking for expired ones looks at nothing else. Not thread-safe.
 *
 * @param <K> whose deadline
 */
public final class SessionDeadlines<K> {
  private final long lengthMs;
  private final LinkedHashMap<K, Long> dueByKey = new LinkedHashMap<>();

  public SessionDeadlines(long lengthMs) {
    this.lengthMs = lengthMs;
  }

  /** Sets the deadline, or moves it, to the length from now. */
  public void set(K key, long nowMs) {
    dueByKey.remove(key);
    dueByKey.put(key, nowMs + lengthMs);
  }

  public void cancel(K key) {
    dueByKey.remove(key);
  }

  /** Takes out those that are due, oldest first. */
  public List<K> takeExpired(long nowMs) {
    List<K> expired = new ArrayList<>();
    for (Map.Entry<K, Long> entry : dueByKey.entrySet()) {
      if (entry.getValue() > nowMs) {
        break;
      }
      expired.add(entry.getKey());
    }
    expired.forEach(dueByKey::remove);
    return expired;
  }
}
