package org.zonekeeper.simulators.platform;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The fault that F19 is about: Disconnects of one zone that will never be reported. Confined to the
 * platform's thread.
 */
final class LostDisconnects {
  private final Set<String> calls = new HashSet<>();
  private final Queue<Consumer<String>> nextConnected = new ArrayDeque<>();

  void of(String callId) {
    calls.add(callId);
  }

  /** The next call that is connected to an agent; the caller is told which it became. */
  void ofNextConnected(Consumer<String> chosen) {
    nextConnected.add(chosen);
  }

  void connected(String callId) {
    Consumer<String> waiting = nextConnected.poll();
    if (waiting != null) {
      calls.add(callId);
      waiting.accept(callId);
    }
  }

  boolean swallows(String callId) {
    return calls.remove(callId);
  }
}
