package org.zonekeeper.simulation.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.am.app.AgentManagerSettings;
import org.zonekeeper.am.clock.MonotonicTime;
import org.zonekeeper.am.ownership.AdoptionJudge;
import org.zonekeeper.am.ownership.ClientName;
import org.zonekeeper.am.ownership.HandoverSignal;
import org.zonekeeper.am.processor.OutgoingRecord;
import org.zonekeeper.am.processor.OwnerContext;
import org.zonekeeper.am.processor.SharedTaskContext;
import org.zonekeeper.am.processor.ZoneProcessor;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.simulation.kafka.Transaction.Output;

/**
 * One start of an Agent Manager: its Streams thread with its tasks, its producer, its clock, its
 * death. What it runs is the real {@link ZoneProcessor}. Confined to the world's thread.
 */
public final class StreamsProcess implements TaskContext.Host {
  private final Owner owner;
  private final ProcessHost site;
  private final VirtualConsumerGroup group;
  private final MonotonicTime time;
  private final HandoverSignal bell = new HandoverSignal();
  private final SharedTaskContext common;
  private final CrashSchedule doom = new CrashSchedule();
  private final SortedMap<String, StreamsTask> tasks = new TreeMap<>();
  private final SortedSet<String> toOpen = new TreeSet<>();
  private final SortedSet<String> toClose = new TreeSet<>();
  private ProducerSession session;
  private Condition condition = Condition.RUNNING;
  private Optional<Long> stopsUntil = Optional.empty();
  private long lastCommit;
  private boolean commitSoon;
  private boolean loses;
  private long clockOffset;

  /** How a process is. */
  public enum Condition {
    RUNNING,
    FROZEN,
    KILLED,
    STOPPED
  }

  /**
   * @param clockOffset how far its clock is ahead of the world's time, milliseconds
   */
  public StreamsProcess(
      Owner owner, long clockOffset, ProcessHost site, VirtualConsumerGroup group) {
    this.owner = owner;
    this.clockOffset = clockOffset;
    this.site = site;
    this.common = SharedTaskContext.withoutBroker(bell, site.campaigns(), task -> Optional.empty());
    this.group = group;
    this.time =
        new MonotonicTime(
            () -> site.time().now() + this.clockOffset,
            () -> TimeUnit.MILLISECONDS.toNanos(site.time().now()),
            step -> {});
    this.session = new ProducerSession(site.broker(), site.fencing());
  }

  /** Joins the group and begins to run. */
  public void start() {
    group.join(this);
    site.time().after(site.stepMillis(), this::round);
  }

  /** Who it is in the zones' eyes. */
  public Owner owner() {
    return owner;
  }

  /** How it is now. */
  public Condition condition() {
    return condition;
  }

  /** Dies at one of its next steps. */
  public void kill(int breaths) {
    if (condition == Condition.FROZEN) {
      condition = Condition.KILLED;
    }
    doom.killAfter(breaths);
  }

  /** Stands still from now on. */
  public void freeze() {
    if (condition == Condition.RUNNING) {
      condition = Condition.FROZEN;
    }
  }

  /** Stands still when it is about to commit. */
  public void freezeBeforeCommit() {
    doom.freezeBeforeCommit();
  }

  /** Goes on as if nothing had been. */
  public void thaw() {
    doom.takeFreeze();
    if (condition == Condition.FROZEN) {
      condition = Condition.RUNNING;
      round();
    }
  }

  /** Announces the handover of its zones, then leaves. */
  public void stop() {
    if (stopsUntil.isEmpty()) {
      stopsUntil = Optional.of(site.time().now() + ANNOUNCING_MS);
    }
  }

  /**
   * Its host's clock is set.
   *
   * @param byMillis forward; negative: back
   */
  public void setClock(long byMillis) {
    clockOffset += byMillis;
  }

  /** Its tasks lose what is not committed and begin anew, as Streams revives corrupted ones. */
  public void revive() {
    loses = true;
  }

  private static final long ANNOUNCING_MS = 2_000;

  void assign(String zone) {
    toOpen.add(zone);
  }

  void revoke(String zone) {
    toClose.add(zone);
  }

  void fence() {
    session.fence();
  }

  private void round() {
    if (condition != Condition.RUNNING) {
      return;
    }
    try {
      step();
    } catch (CrashSchedule.KilledException e) {
      condition = Condition.KILLED;
    } catch (ProducerSession.FencedException e) {
      fenced();
    }
    if (condition == Condition.RUNNING) {
      site.time().after(site.stepMillis(), this::round);
    }
  }

  private void step() {
    if (loses) {
      loses = false;
      session.abort();
      tasks.values().forEach(StreamsTask::close);
      tasks.values().forEach(task -> task.open(session));
    }
    for (String zone : takeAll(toOpen)) {
      if (group.isOwner(zone, this)) {
        open(zone);
      }
    }
    tasks.values().forEach(task -> task.work(site.time().now()));
    if (commitSoon || !toClose.isEmpty() || due()) {
      commit();
    }
    if (condition == Condition.RUNNING) {
      takeAll(toClose).forEach(this::release);
      stopsUntil.ifPresent(this::letGo);
    }
  }

  private boolean due() {
    return site.time().now() - lastCommit >= site.commitInterval();
  }

  private void commit() {
    if (doom.takeFreeze()) {
      condition = Condition.FROZEN;
      return;
    }
    doom.breathe();
    tasks.forEach((zone, task) -> session.transaction().read(zone, task.processed()));
    session.commit();
    commitSoon = false;
    lastCommit = site.time().now();
    doom.breathe();
  }

  private void open(String zone) {
    if (tasks.containsKey(zone)) {
      throw new IllegalStateException(
          "%s has a task of zone %s already; no Streams thread ever has two"
              .formatted(clientName(), zone));
    }
    AgentManagerSettings settings = site.settings();
    ZoneProcessor processor =
        new ZoneProcessor(
            site.broker().directory(),
            new OwnerContext(
                owner,
                "",
                "",
                settings.millis(AgentManagerSetting.TICK),
                settings.millis(AgentManagerSetting.HEARTBEAT),
                settings.patience(),
                settings.domain(),
                settings.failovers()),
            new AdoptionJudge(
                owner,
                settings.patience(),
                settings.failovers(),
                group,
                settings.millis(AgentManagerSetting.LOOK_UP_TIMEOUT)),
            common,
            TopologyNames.OUTLETS);
    StreamsTask task = new StreamsTask(zone, site.broker(), processor, this);
    tasks.put(zone, task);
    task.open(session);
  }

  private void release(String zone) {
    StreamsTask task = tasks.remove(zone);
    if (task != null) {
      task.close();
      group.released(zone, this);
    }
  }

  private void letGo(long until) {
    boolean announced = ring().isEmpty();
    if (announced || site.time().now() >= until) {
      commit();
      if (condition != Condition.RUNNING) {
        // Frozen in the middle of it: nothing is committed, so nothing can be let go.
        return;
      }
      tasks.values().forEach(StreamsTask::close);
      tasks.clear();
      condition = Condition.STOPPED;
      group.leave(this);
    }
  }

  private SortedSet<String> ring() {
    try {
      return new TreeSet<>(bell.ring("stop of " + owner.getAgentManager(), Duration.ZERO));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody waits, so nobody can be interrupted", e);
    }
  }

  /** Others have its zones: it gives up what it did and comes back with nothing. */
  private void fenced() {
    tasks.values().forEach(StreamsTask::close);
    tasks.clear();
    toOpen.clear();
    toClose.clear();
    session = new ProducerSession(site.broker(), site.fencing());
    group.join(this);
  }

  @Override
  public long clock() {
    return time.milliseconds();
  }

  @Override
  public void send(String sink, String key, OutgoingRecord value, long timestamp) {
    doom.breathe();
    String zone = site.broker().directory().zoneOf(value.partition()).orElseThrow();
    Output output = new Output(zone, sink, key, value.value().map(SpecificRecord.class::cast));
    if (sink.equals(TopologyNames.COMMAND_BARRIER) || sink.equals(TopologyNames.FACT_BARRIER)) {
      site.broker().barrier(output, timestamp, session.transaction());
    } else {
      session.transaction().send(output);
    }
  }

  @Override
  public void commitSoon() {
    commitSoon = true;
  }

  /** As the group knows it. */
  String clientName() {
    return ClientName.of(owner);
  }

  private static SortedSet<String> takeAll(SortedSet<String> zones) {
    SortedSet<String> taken = new TreeSet<>(zones);
    zones.clear();
    return taken;
  }
}
