package org.zonekeeper.gateway.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.zonekeeper.gateway.protocol.Notification;

/**
 * One agent's latest notifications, so that a session that was held back by an outage or cut off
 * can be told what it missed. Bounded: the oldest are forgotten. Desk thread only.
 */
final class NotificationLog {
  private final int capacity;
  private final ArrayDeque<Notification> notifications = new ArrayDeque<>();
  private long completeAfter;

  /**
   * An empty log.
   *
   * @param capacity how many are kept
   * @param completeAfter the sequence behind which nothing of the agent is missing here
   */
  NotificationLog(int capacity, long completeAfter) {
    this.capacity = capacity;
    this.completeAfter = completeAfter;
  }

  void add(Notification notification) {
    notifications.addLast(notification);
    keep(capacity);
  }

  /** Forgets all but the newest. */
  void keep(int newest) {
    while (notifications.size() > newest) {
      completeAfter = notifications.removeFirst().place().sequence();
    }
  }

  /** Whether {@link #after} of that sequence gives everything. */
  boolean isCompleteAfter(long sequence) {
    return sequence >= completeAfter;
  }

  /** In order. Read from the newest on: with every event that is nearly always the only one. */
  List<Notification> after(long sequence) {
    Deque<Notification> after = new ArrayDeque<>();
    for (Iterator<Notification> newest = notifications.descendingIterator(); newest.hasNext(); ) {
      Notification notification = newest.next();
      if (notification.place().sequence() <= sequence) {
        break;
      }
      after.addFirst(notification);
    }
    return List.copyOf(after);
  }
}
