package org.zonekeeper.am.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.zonekeeper.am.processor.ZoneActivityListener;
import org.zonekeeper.domain.index.EntityKey.Kind;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.management.metrics.Metric;
import org.zonekeeper.management.metrics.Metrics;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.ZonePhase;

/**
 * An observer that counts and times what the zones owned here do. A zone's gauges are there while
 * it is owned here; its agents and calls are counted once a second, since that walks through all of
 * them.
 */
public final class ZoneMetrics implements ZoneActivityListener {
  private static final long COUNT_EVERY_MILLIS = 1_000;

  private static final List<Duration> DECISIONS =
      Stream.of(1, 5, 10, 25, 50, 100, 250, 1_000, 5_000, 25_000, 100_000)
          .map(micros -> Duration.ofNanos(1_000L * micros))
          .toList();

  private static final List<Duration> TAKEOVERS =
      Stream.of(50, 100, 200, 300, 400, 500, 750, 1_000, 1_500, 2_000, 5_000, 15_000, 60_000)
          .map(Duration::ofMillis)
          .toList();

  private final Metrics metrics;
  private final Timer decisions;
  private final Timer silences;
  private final Timer availabilities;

  /** Looked up for every event: a registry's own look-up costs more than the rest. */
  private final Map<String, Counter> eventsByType = new ConcurrentHashMap<>();

  private final Map<String, Owned> zones = new ConcurrentHashMap<>();

  /** Registers what is there without a zone. */
  public ZoneMetrics(Metrics metrics) {
    this.metrics = metrics;
    this.decisions = metrics.histogram(Metric.DECISION, DECISIONS);
    this.silences = metrics.histogram(Metric.TAKEOVER, TAKEOVERS, "silence");
    this.availabilities = metrics.histogram(Metric.TAKEOVER, TAKEOVERS, "available");
  }

  @Override
  public void adopted(ZoneRecord zone, Adopt adopt) {
    metrics.counter(Metric.TAKEOVERS, zone.getZone(), adopt.kind().name()).increment();
    if (adopt.kind() == AdoptionKind.OUTAGE) {
      silences.record(outage(zone, zone.getAt()));
    }
  }

  @Override
  public void phase(ZoneRecord zone, ZonePhase phase, int events) {
    if (phase == ZonePhase.AVAILABLE && of(zone.getZone()).phase == ZonePhase.TAKING_OVER) {
      availabilities.record(outage(zone, zone.getAt()));
    }
  }

  private static Duration outage(ZoneRecord zone, long end) {
    return Duration.ofMillis(Math.max(0, end - zone.getOutageBeganAt()));
  }

  @Override
  public void decided(List<Event> events, long nanos) {
    decisions.record(nanos, TimeUnit.NANOSECONDS);
    for (Event event : events) {
      eventsByType
          .computeIfAbsent(event.typeName(), type -> metrics.counter(Metric.EVENTS, type))
          .increment();
      String zone = event.getHeader().getZone();
      switch (event) {
        case CommandRefused refused ->
            metrics.counter(Metric.COMMANDS_REFUSED, refused.getReason().name()).increment();
        case FactUnmatched unmatched -> metrics.counter(Metric.FACTS_UNMATCHED, zone).increment();
        case CallAnswered answered -> metrics.counter(Metric.LIVE_ANSWERS, zone).increment();
        case CallMarkedNuisance marked ->
            metrics.counter(Metric.NUISANCES, zone, marked.getCause().name()).increment();
        default -> {
          // Counted by its type alone.
        }
      }
    }
  }

  @Override
  public void beat(ZoneState zone, ZonePhase phase, long now) {
    of(zone.zone().getZone()).beat(zone, phase, now);
  }

  @Override
  public void released(String zone) {
    Owned owned = zones.remove(zone);
    if (owned != null) {
      owned.gauges.forEach(Metrics.Gone::close);
    }
  }

  private Owned of(String zone) {
    return zones.computeIfAbsent(zone, name -> new Owned(name, metrics));
  }

  /** What is told of a zone that is owned here; written by its thread, read by any. */
  private static final class Owned {
    private final List<Metrics.Gone> gauges;
    private volatile ZonePhase phase = ZonePhase.UNKNOWN;
    private volatile long beatNanos = System.nanoTime();
    private volatile long epoch;
    private volatile long sequence;
    private volatile Counts counts = new Counts(Map.of(), Map.of(), Map.of(), 0);
    private long countedAt;

    Owned(String zone, Metrics metrics) {
      gauges =
          Stream.of(
                  Stream.of(ZonePhase.values())
                      .map(
                          each ->
                              metrics.gauge(
                                  Metric.ZONE_PHASE,
                                  () -> phase == each ? 1 : 0,
                                  zone,
                                  each.name())),
                  Stream.of(
                      metrics.gauge(
                          Metric.ZONE_HEARTBEAT_AGE,
                          () -> (System.nanoTime() - beatNanos) / 1e9,
                          zone),
                      metrics.gauge(Metric.ZONE_EPOCH, () -> epoch, zone),
                      metrics.gauge(Metric.ZONE_SEQUENCE, () -> sequence, zone),
                      metrics.gauge(
                          Metric.QUEUE_OLDEST, () -> counts.oldestWaitMillis() / 1e3, zone)),
                  Arrays.stream(AgentState.values())
                      .map(
                          each ->
                              metrics.gauge(
                                  Metric.AGENTS,
                                  () -> counts.agents().getOrDefault(each, 0L),
                                  zone,
                                  each.name())),
                  Arrays.stream(CallPhase.values())
                      .map(
                          each ->
                              metrics.gauge(
                                  Metric.CALLS,
                                  () -> counts.calls().getOrDefault(each, 0L),
                                  zone,
                                  each.name())),
                  Arrays.stream(Kind.values())
                      .map(
                          each ->
                              metrics.gauge(
                                  Metric.ZONE_STATE_ENTRIES,
                                  () -> counts.entries().getOrDefault(each, 0),
                                  zone,
                                  each.name())))
              .flatMap(some -> some)
              .toList();
    }

    void beat(ZoneState zone, ZonePhase now, long at) {
      phase = now;
      beatNanos = System.nanoTime();
      epoch = zone.zone().getEpoch();
      sequence = zone.zone().getSequence();
      if (at - countedAt >= COUNT_EVERY_MILLIS || at < countedAt) {
        countedAt = at;
        counts = Counts.of(zone, at);
      }
    }
  }

  /** How many there are of each, at one moment. */
  private record Counts(
      Map<AgentState, Long> agents,
      Map<CallPhase, Long> calls,
      Map<Kind, Integer> entries,
      long oldestWaitMillis) {

    static Counts of(ZoneState zone, long now) {
      Map<AgentState, Long> agents = new EnumMap<>(AgentState.class);
      for (AgentRecord agent : zone.agents()) {
        agents.merge(agent.getAgentState(), 1L, Long::sum);
      }
      Map<CallPhase, Long> calls = new EnumMap<>(CallPhase.class);
      long since = now;
      for (CallRecord call : zone.calls()) {
        calls.merge(call.getPhase(), 1L, Long::sum);
        if (call.getPhase() == CallPhase.QUEUED && call.getAnsweredAt() != null) {
          since = Math.min(since, call.getAnsweredAt());
        }
      }
      Map<Kind, Integer> entries = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        entries.put(kind, zone.count(kind));
      }
      return new Counts(agents, calls, entries, now - since);
    }
  }
}
