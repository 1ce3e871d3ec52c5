package org.zonekeeper.simulation.kafka;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.TimeoutException;
import org.zonekeeper.am.ownership.GroupLiveness;
import org.zonekeeper.simulation.time.VirtualTime;

/**
 * The consumer group: says which process has which zone, and changes that only by the rules that
 * Kafka has. A living owner lets go before another gets the zone; one that failed is fenced first.
 * Confined to the world's thread.
 */
public final class VirtualConsumerGroup implements GroupLiveness {
  /** After this, a newcomer is warm and is given zones of those who have too many. */
  private static final long WARM_AFTER_MS = 2_000;

  private final List<String> zones;
  private final VirtualTime time;
  private final LongSupplier rebalance;
  private final Map<String, StreamsProcess> members = new TreeMap<>();
  private final Map<String, StreamsProcess> owners = new TreeMap<>();
  private final Map<String, StreamsProcess> moving = new HashMap<>();
  private final Map<String, Long> grants = new HashMap<>();
  private boolean answers = true;

  /**
   * @param rebalance how long the next one takes, milliseconds
   */
  public VirtualConsumerGroup(List<String> zones, VirtualTime time, LongSupplier rebalance) {
    this.zones = zones;
    this.time = time;
    this.rebalance = rebalance;
  }

  /** Whether questions for members are answered. */
  public void answers(boolean yes) {
    answers = yes;
  }

  @Override
  public CompletableFuture<Set<String>> memberClientIds() {
    return answers
        ? CompletableFuture.completedFuture(
            members.keySet().stream()
                .map(name -> name + "-StreamThread-1-consumer")
                .collect(Collectors.toUnmodifiableSet()))
        : CompletableFuture.failedFuture(new TimeoutException("the broker does not answer"));
  }

  void join(StreamsProcess process) {
    members.put(process.clientName(), process);
    zones.stream().filter(zone -> !owners.containsKey(zone)).forEach(this::give);
    time.after(WARM_AFTER_MS, this::level);
  }

  /** It has gone in good order. */
  void leave(StreamsProcess process) {
    members.remove(process.clientName(), process);
    orphan(process);
  }

  /**
   * Removed by a watcher or a time-out, rightly or not: whatever it does from now on is in vain.
   */
  public void evict(StreamsProcess process) {
    if (members.remove(process.clientName(), process)) {
      process.fence();
      orphan(process);
    }
  }

  /** Starts to move a zone from its living owner to another member; nothing if it cannot be. */
  public void move(String zone, StreamsProcess to) {
    StreamsProcess from = owners.get(zone);
    if (from != null && from != to && isMember(from) && isMember(to)) {
      moving.put(zone, to);
      from.revoke(zone);
    }
  }

  /** The process that the zone is given to, if any. */
  public Optional<StreamsProcess> ownerOf(String zone) {
    return Optional.ofNullable(owners.get(zone));
  }

  boolean isOwner(String zone, StreamsProcess process) {
    return owners.get(zone) == process;
  }

  /** The old owner has let go of the zone. */
  void released(String zone, StreamsProcess by) {
    if (!isOwner(zone, by)) {
      return;
    }
    owners.remove(zone);
    StreamsProcess to = moving.remove(zone);
    if (to != null && isMember(to)) {
      give(zone, to);
    } else {
      give(zone);
    }
  }

  private void orphan(StreamsProcess process) {
    List<String> had = zones.stream().filter(zone -> isOwner(zone, process)).toList();
    had.forEach(owners::remove);
    had.forEach(moving::remove);
    had.forEach(this::give);
  }

  private void give(String zone) {
    members.values().stream()
        .min(Comparator.comparingLong(this::load).thenComparing(StreamsProcess::clientName))
        .ifPresent(to -> give(zone, to));
  }

  private void give(String zone, StreamsProcess to) {
    owners.put(zone, to);
    long grant = grants.merge(zone, 1L, Long::sum);
    time.after(
        rebalance.getAsLong(),
        () -> {
          // An assignment of an older generation is worth nothing, also where the same member has
          // the zone again by now: it would get the task twice.
          if (grants.get(zone) == grant && isOwner(zone, to)) {
            to.assign(zone);
          }
        });
  }

  private void level() {
    Comparator<StreamsProcess> byLoad =
        Comparator.comparingLong(this::load).thenComparing(StreamsProcess::clientName);
    Optional<StreamsProcess> least = members.values().stream().min(byLoad);
    Optional<StreamsProcess> most = members.values().stream().max(byLoad);
    if (least.isPresent() && load(most.orElseThrow()) >= load(least.get()) + 2) {
      zones.stream()
          .filter(zone -> isOwner(zone, most.get()) && !moving.containsKey(zone))
          .findFirst()
          .ifPresent(zone -> move(zone, least.get()));
    }
  }

  private long load(StreamsProcess process) {
    return owners.values().stream().filter(owner -> owner == process).count();
  }

  private boolean isMember(StreamsProcess process) {
    return members.get(process.clientName()) == process;
  }
}
