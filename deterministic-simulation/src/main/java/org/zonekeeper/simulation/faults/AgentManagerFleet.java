package org.zonekeeper.simulation.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.zonekeeper.am.ownership.ClientName;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.simulation.kafka.ProcessHost;
import org.zonekeeper.simulation.kafka.StreamsProcess;
import org.zonekeeper.simulation.kafka.StreamsProcess.Condition;
import org.zonekeeper.simulation.kafka.VirtualConsumerGroup;

/**
 * The Agent Managers: starts them, does things to them, has the group find out after a while, and
 * starts them again. Confined to the world's thread.
 */
public final class AgentManagerFleet {
  private static final long LOOK_EVERY_MS = 10;
  private static final int MOST_CLOCK_OFFSET_MS = 100;

  private final ProcessHost site;
  private final VirtualConsumerGroup group;
  private final SplittableRandom chance;
  private final SortedMap<String, StreamsProcess> processes = new TreeMap<>();
  private final ProcessOutcomes fates = new ProcessOutcomes();
  private int starts;

  public AgentManagerFleet(ProcessHost site, VirtualConsumerGroup group, SplittableRandom chance) {
    this.site = site;
    this.group = group;
    this.chance = chance;
  }

  /** Starts an Agent Manager; whatever is left of its last start is fenced by that. */
  public void start(String id) {
    StreamsProcess before = processes.get(id);
    if (before != null) {
      group.evict(before);
    }
    long offset = (long) chance.nextInt(2 * MOST_CLOCK_OFFSET_MS + 1) - MOST_CLOCK_OFFSET_MS;
    StreamsProcess process = new StreamsProcess(owner(id), offset, site, group);
    processes.put(id, process);
    process.start();
  }

  private Owner owner(String id) {
    return new Owner(id, ClientName.incarnation(FeatureLevel.newest(), "i" + ++starts));
  }

  /** What became of whom. */
  public ProcessOutcomes fates() {
    return fates;
  }

  /** Those that run now. */
  List<StreamsProcess> running() {
    return new ArrayList<>(
        processes.values().stream()
            .filter(process -> process.condition() == Condition.RUNNING)
            .toList());
  }

  void kill(StreamsProcess process, int breaths) {
    process.kill(breaths);
    whenDead(process);
  }

  private void whenDead(StreamsProcess process) {
    switch (process.condition()) {
      case KILLED -> {
        fates.killed(incarnation(process), site.time().now());
        site.time().after(detection(), () -> group.evict(process));
        restartLater(process);
      }
      // Frozen on the way: it dies where it stands.
      case FROZEN -> {
        process.kill(0);
        whenDead(process);
      }
      case RUNNING -> site.time().after(LOOK_EVERY_MS, () -> whenDead(process));
      case STOPPED -> {
        // It was quicker.
      }
    }
  }

  void freeze(StreamsProcess process, long millis) {
    fates.frozen(incarnation(process));
    process.freeze();
    frozen(process, millis);
  }

  void freezeBeforeCommit(StreamsProcess process, long millis) {
    fates.frozen(incarnation(process));
    process.freezeBeforeCommit();
    frozen(process, millis);
  }

  private void frozen(StreamsProcess process, long millis) {
    long seen = 1_000L + chance.nextInt(600);
    if (seen < millis) {
      site.time().after(seen, () -> group.evict(process));
    }
    site.time().after(millis, process::thaw);
  }

  /** A healthy one is taken for dead. */
  void evictWrongly(StreamsProcess process) {
    fates.evicted(incarnation(process));
    group.evict(process);
  }

  /**
   * The clock of one's host is set; one that cannot go on with that ends itself.
   *
   * @param byMillis forward; negative: back
   */
  void setClock(StreamsProcess process, long byMillis) {
    fates.clockSet(incarnation(process));
    process.setClock(byMillis);
    if (process.condition() == Condition.RUNNING
        && !site.settings().bears(Duration.ofMillis(byMillis))) {
      kill(process, 0);
    }
  }

  void stop(StreamsProcess process) {
    fates.stopped(incarnation(process));
    process.stop();
    restartLater(process);
  }

  private void restartLater(StreamsProcess process) {
    String id = process.owner().getAgentManager();
    site.time()
        .after(
            3_000 + chance.nextInt(5_000),
            () -> {
              if (processes.get(id) == process) {
                start(id);
              }
            });
  }

  /** A closed socket is seen at once, a dead host after a second, and else the session runs out. */
  private long detection() {
    int dice = chance.nextInt(10);
    if (dice < 7) {
      return 10L + chance.nextInt(200);
    }
    return dice < 9 ? 1_000L + chance.nextInt(300) : 6_000;
  }

  private static String incarnation(StreamsProcess process) {
    return process.owner().getIncarnation();
  }
}
