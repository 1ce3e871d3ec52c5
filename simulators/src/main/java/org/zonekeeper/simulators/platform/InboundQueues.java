package org.zonekeeper.simulators.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.zonekeeper.schemas.fact.InboundLoadReported;

/**
 * The people who wait on the inbound side of one zone, by the skill that they call for: they come
 * and go by the clock alone, whoever is on inbound work takes one of them at each report. Confined
 * to the platform's thread.
 */
final class InboundQueues {
  /** Nobody waits behind so many. */
  private static final int LONGEST = 200;

  private final InboundCalls calls;
  private final FactOutbox facts;
  private final PlatformTimers timers;
  private final Function<String, Integer> working;
  private final Map<String, Deque<Long>> waiting = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @param working how many agents with a skill are on inbound work
   */
  InboundQueues(
      InboundCalls calls,
      FactOutbox facts,
      PlatformTimers timers,
      Function<String, Integer> working) {
    this.calls = calls;
    this.facts = facts;
    this.timers = timers;
    this.working = working;
    calls.skills().forEach(skill -> waiting.put(skill, new ArrayDeque<>()));
  }

  /** From now on people call in. */
  void open(long now) {
    if (!waiting.isEmpty()) {
      timers.at(now + InboundCalls.REPORT_EVERY.toMillis(), this::goOn);
    }
  }

  /** Nobody calls in any more, and nothing more is reported. */
  void close() {
    closed = true;
    waiting.values().forEach(Deque::clear);
  }

  /** Whether somebody waits for one of these skills. */
  boolean isAnybodyWaiting(Iterable<String> skills) {
    for (String skill : skills) {
      if (!waiting.getOrDefault(skill, new ArrayDeque<>()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void goOn(long now) {
    if (closed) {
      return;
    }
    waiting.forEach((skill, queue) -> report(skill, queue, now));
    open(now);
  }

  private void report(String skill, Deque<Long> queue, long now) {
    for (int left = arrivals(now); left > 0 && queue.size() < LONGEST; left--) {
      queue.addLast(now);
    }
    for (int free = working.apply(skill); free > 0 && !queue.isEmpty(); free--) {
      queue.removeFirst();
    }
    int count = queue.size();
    long longest = count == 0 ? 0 : now - queue.getFirst();
    facts.report(now, header -> new InboundLoadReported(header, skill, count, longest));
  }

  /** As many whole calls as fall between two reports at that rate. */
  private int arrivals(long now) {
    boolean many = now / InboundCalls.TIDE.toMillis() % 2 == 0;
    long every = InboundCalls.REPORT_EVERY.toMillis();
    long perMinute = calls.callsPerMinute();
    return many ? (int) (now * perMinute / 60_000 - (now - every) * perMinute / 60_000) : 0;
  }
}
