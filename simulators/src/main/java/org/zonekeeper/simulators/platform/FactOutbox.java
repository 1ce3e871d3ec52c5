package org.zonekeeper.simulators.platform;

import java.time.Duration;
import java.util.function.Function;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.Facts.Fact;

/**
 * Numbers one zone's facts and passes them on, late if a fault says so, but never out of order.
 * Confined to the platform's thread.
 */
final class FactOutbox {
  private final String zone;
  private final PlatformIdentity identity;
  private final PlatformTimers timers;
  private final PlatformSink sink;
  private Duration delay;
  private long lastDue;
  private long number;

  FactOutbox(
      String zone,
      PlatformIdentity identity,
      PlatformTimers timers,
      PlatformSink sink,
      Duration delay) {
    this.zone = zone;
    this.identity = identity;
    this.timers = timers;
    this.sink = sink;
    this.delay = delay;
  }

  /** Facts from now on are held back so long. */
  void delay(Duration wanted) {
    delay = wanted;
  }

  /** Reports what happened now. */
  void report(long now, Function<FactHeader, Fact> fact) {
    String id = "%s-%s-%s-%d".formatted(identity.platform(), identity.run(), zone, ++number);
    Fact record = fact.apply(new FactHeader(id, zone, now, identity.platform()));
    long due = Math.max(now + delay.toMillis(), lastDue);
    if (due <= now) {
      sink.fact(record);
      return;
    }
    lastDue = due;
    timers.at(due, later -> sink.fact(record));
  }
}
