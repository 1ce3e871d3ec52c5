package org.zonekeeper.am.assignment;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * Gives zones to Agent Managers. Kafka's own assignor balances at every rebalance, so that one
 * death moved zones of the living as well; here the living keep theirs:
 *
 * <ol>
 *   <li>who has a zone keeps it;
 *   <li>a zone without an owner goes to a member that stands by for it, the least laden first;
 *   <li>only when one member has two zones more than another does a zone move, by a planned
 *       handover, and only to a member that has caught up with it. Until then that member stands by
 *       for the zone, and the group looks again soon. Never while a zone has lost its owner: one
 *       failure is enough at a time;
 *   <li>standbys are in another rack than the zone's owner where members say which they are in
 *       ({@code client.rack}) and there is another one; beyond that, those of one owner's zones are
 *       spread over the others, so that its death does too. But while a zone waits for its new
 *       owner, nobody is given anything to close first: who stands by goes on, only what is missing
 *       is added, and the spreading comes in a later round.
 * </ol>
 *
 * <p>A zone that is allocated to a member goes home to it instead (F23), by a handover that its
 * owner has announced, and only when that member has caught up with it; until then it is its first
 * standby.
 *
 * <p>Partitions without a zone, which are spare ones, count for nothing: they go to who has fewest
 * of them, and neither they nor their standbys say anything about how laden a member is.
 *
 * <p>Made by Kafka Streams, by name; called on the thread of the member that leads the group.
 */
public final class StickyZoneAssignor implements TaskAssignor {
  /**
   * The key under which Kafka Streams hands on the {@link ZoneDirectory}, which says what
   * partitions are zones; without it all are.
   */
  public static final String DIRECTORY = "zonekeeper.zone-directory";

  /** Long enough to read a zone's changelog, short enough that nobody waits for the newcomer. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  /** An announcement is a command, a decision and a commit away. */
  private static final Duration ANNOUNCED_BY = Duration.ofMillis(300);

  private FailBack homecoming = FailBack.NONE;
  private Predicate<TaskId> isZone = task -> true;

  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(DIRECTORY) instanceof ZoneDirectory directory) {
      isZone = task -> directory.zoneOf(task.partition()).isPresent();
    }
    if (configs.get(FailBack.CONFIG) instanceof FailBack given) {
      homecoming = given;
    }
  }

  @Override
  public TaskAssignment assign(ApplicationState application) {
    return new Round(application, homecoming, isZone).assign();
  }

  /** One round; each step goes on from what the one before has settled. */
  private static final class Round {
    private static final Comparator<AssignmentMember> BY_LOAD =
        Comparator.<AssignmentMember>comparingDouble(member -> member.load(0))
            .thenComparing(AssignmentMember::id);

    private final AssignmentConfigs configs;
    private final NavigableSet<TaskId> tasks;
    private final List<TaskId> zones;
    private final List<AssignmentMember> members;
    private final FailBack homecoming;
    private final Predicate<TaskId> isZone;
    private final Map<ProcessId, Duration> lookAgain = new HashMap<>();
    private boolean anyZoneWaits;

    Round(ApplicationState application, FailBack homecoming, Predicate<TaskId> isZone) {
      this.homecoming = homecoming;
      this.isZone = isZone;
      configs = application.assignmentConfigs();
      tasks = new TreeSet<>(application.allTasks().keySet());
      zones = tasks.stream().filter(isZone).toList();
      members =
          application.kafkaStreamsStates(true).values().stream()
              .map(state -> new AssignmentMember(state, isZone))
              .sorted(Comparator.comparing(AssignmentMember::id))
              .toList();
    }

    TaskAssignment assign() {
      tasks.forEach(this::keep);
      List<TaskId> orphans = tasks.stream().filter(task -> ownerOf(task).isEmpty()).toList();
      orphans.forEach(
          task -> members.stream().min(bestOwner(task)).orElseThrow().owned().add(task));
      if (orphans.stream().noneMatch(isZone)) {
        zones.forEach(this::bringHome);
        level();
      } else {
        anyZoneWaits = true;
        lookAgainLater();
      }
      standBy();
      return new TaskAssignment(members.stream().map(this::assignment).toList());
    }

    /** One failure is mended at a time; what else there is to do waits for the next round. */
    private void lookAgainLater() {
      if (mostLaden().load(-1) >= leastLaden().load(1)) {
        lookAgain.put(leastLaden().id(), LOOK_AGAIN);
      }
      zones.forEach(
          zone ->
              homeOf(zone)
                  .filter(home -> !home.owned().contains(zone))
                  .ifPresent(home -> lookAgain.put(home.id(), LOOK_AGAIN)));
    }

    private Optional<AssignmentMember> homeOf(TaskId zone) {
      return homecoming
          .homeOf(zone.partition())
          .flatMap(id -> members.stream().filter(member -> member.isAgentManager(id)).findFirst());
    }

    private boolean isHome(AssignmentMember member, TaskId zone) {
      return homeOf(zone).filter(home -> home == member).isPresent();
    }

    private void bringHome(TaskId zone) {
      AssignmentMember owner = ownerOf(zone).orElseThrow();
      Optional<AssignmentMember> home = homeOf(zone).filter(member -> member != owner);
      if (home.isEmpty()) {
        return;
      }
      AssignmentMember to = home.get();
      if (!caughtUp(to, zone)) {
        to.standbys().add(zone);
        lookAgain.put(to.id(), LOOK_AGAIN);
      } else if (!homecoming.announced(zone.partition())) {
        homecoming.announce(zone.partition(), homecoming.homeOf(zone.partition()).orElseThrow());
        to.standbys().add(zone);
        lookAgain.putIfAbsent(to.id(), ANNOUNCED_BY);
      } else {
        handOver(zone, owner, to);
      }
    }

    private void handOver(TaskId zone, AssignmentMember from, AssignmentMember to) {
      from.owned().remove(zone);
      to.owned().add(zone);
      anyZoneWaits = true;
    }

    private void keep(TaskId zone) {
      members.stream()
          .filter(member -> member.ownedBefore(zone))
          .findFirst()
          .ifPresent(owner -> owner.owned().add(zone));
    }

    private Optional<AssignmentMember> ownerOf(TaskId zone) {
      return members.stream().filter(member -> member.owned().contains(zone)).findFirst();
    }

    /** Caught up first, then at home, then the least laden, then the one that misses least. */
    private Comparator<AssignmentMember> bestOwner(TaskId task) {
      return Comparator.<AssignmentMember, Boolean>comparing(member -> !caughtUp(member, task))
          .thenComparing(member -> !isHome(member, task))
          .thenComparingDouble(member -> isZone.test(task) ? member.load(1) : member.spares())
          .thenComparingLong(member -> member.lag(task))
          .thenComparing(AssignmentMember::id);
    }

    /** Each move brings two members closer, so this ends. */
    private void level() {
      for (AssignmentMember from = mostLaden(), to = leastLaden();
          from.load(-1) >= to.load(1);
          from = mostLaden(), to = leastLaden()) {
        Optional<TaskId> anybodys =
            from.zones().filter(zone -> homeOf(zone).isEmpty()).min(leastMissing(to));
        if (anybodys.isEmpty()) {
          return;
        }
        TaskId zone = anybodys.get();
        if (!caughtUp(to, zone)) {
          to.standbys().add(zone);
          lookAgain.put(to.id(), LOOK_AGAIN);
          return;
        }
        handOver(zone, from, to);
      }
    }

    private AssignmentMember mostLaden() {
      return members.stream().max(BY_LOAD).orElseThrow();
    }

    private AssignmentMember leastLaden() {
      return members.stream().min(BY_LOAD).orElseThrow();
    }

    private static Comparator<TaskId> leastMissing(AssignmentMember to) {
      return Comparator.<TaskId>comparingLong(to::lag).thenComparing(Comparator.naturalOrder());
    }

    private void standBy() {
      Map<AssignmentMember, Set<TaskId>> catchingUp = standbys();
      tasks.forEach(this::spreadStandbys);
      if (!anyZoneWaits) {
        tasks.forEach(this::keepUntilCaughtUp);
        return;
      }
      Map<AssignmentMember, Set<TaskId>> spread = standbys();
      members.forEach(member -> member.standbys().retainAll(catchingUp.get(member)));
      tasks.forEach(this::keepStandbys);
      if (!standbys().equals(spread)) {
        lookAgain.putIfAbsent(leastLaden().id(), LOOK_AGAIN);
      }
    }

    private Map<AssignmentMember, Set<TaskId>> standbys() {
      return members.stream()
          .collect(Collectors.toMap(member -> member, member -> Set.copyOf(member.standbys())));
    }

    private void spreadStandbys(TaskId zone) {
      AssignmentMember owner = ownerOf(zone).orElseThrow();
      othersThan(owner)
          .sorted(bestStandby(zone, owner))
          .limit(configs.numStandbyReplicas())
          .forEach(member -> member.standbys().add(zone));
    }

    /** A death while standbys are spread anew must find one that is ready. */
    private void keepUntilCaughtUp(TaskId zone) {
      AssignmentMember owner = ownerOf(zone).orElseThrow();
      if (othersThan(owner)
          .noneMatch(member -> member.standbys().contains(zone) && caughtUp(member, zone))) {
        othersThan(owner)
            .filter(member -> member.stoodByBefore(zone) && caughtUp(member, zone))
            .findFirst()
            .ifPresent(
                ready -> {
                  ready.standbys().add(zone);
                  lookAgain.putIfAbsent(ready.id(), LOOK_AGAIN);
                });
      }
    }

    /** Closing a standby takes a thread longer than anything else in a handover. */
    private void keepStandbys(TaskId zone) {
      AssignmentMember owner = ownerOf(zone).orElseThrow();
      long kept = othersThan(owner).filter(member -> member.stoodByBefore(zone)).count();
      othersThan(owner)
          .sorted(
              Comparator.<AssignmentMember, Boolean>comparing(member -> !member.stoodByBefore(zone))
                  .thenComparing(member -> !member.ownedBefore(zone))
                  .thenComparing(bestStandby(zone, owner)))
          .limit(Math.max(kept, configs.numStandbyReplicas()))
          .forEach(member -> member.standbys().add(zone));
    }

    private Stream<AssignmentMember> othersThan(AssignmentMember owner) {
      return members.stream().filter(member -> member != owner);
    }

    private Comparator<AssignmentMember> bestStandby(TaskId zone, AssignmentMember owner) {
      return Comparator.<AssignmentMember, Boolean>comparing(member -> !isHome(member, zone))
          .thenComparing(member -> member.sharesRackWith(owner))
          .thenComparingLong(member -> member.standbysFor(owner))
          .thenComparing(member -> !caughtUp(member, zone))
          .thenComparingLong(AssignmentMember::zonesInAll)
          .thenComparing(AssignmentMember::id);
    }

    private boolean caughtUp(AssignmentMember member, TaskId zone) {
      return member.lag(zone) <= configs.acceptableRecoveryLag();
    }

    private KafkaStreamsAssignment assignment(AssignmentMember member) {
      KafkaStreamsAssignment assignment = member.assignment();
      Duration again = lookAgain.get(member.id());
      return again == null
          ? assignment
          : assignment.withFollowupRebalance(Instant.now().plus(again));
    }
  }
}
