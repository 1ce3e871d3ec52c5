package org.zonekeeper.am.assignment;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;

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
 *   <li>standbys of one owner's zones are spread over the others, so that its death does too.
 * </ol>
 *
 * <p>Made by Kafka Streams, by name; called on the thread of the member that leads the group.
 */
public final class StickyZones implements TaskAssignor {
  /** Long enough to read a zone's changelog, short enough that nobody waits for the newcomer. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  @Override
  public TaskAssignment assign(ApplicationState application) {
    return new Round(application).assign();
  }

  /** One round; each step goes on from what the one before has settled. */
  private static final class Round {
    private static final Comparator<Member> BY_LOAD =
        Comparator.<Member>comparingDouble(member -> member.load(0)).thenComparing(Member::id);

    private final AssignmentConfigs configs;
    private final NavigableSet<TaskId> zones;
    private final List<Member> members;
    private final Set<ProcessId> lookAgain = new HashSet<>();

    Round(ApplicationState application) {
      configs = application.assignmentConfigs();
      zones = new TreeSet<>(application.allTasks().keySet());
      members =
          application.kafkaStreamsStates(true).values().stream()
              .map(Member::new)
              .sorted(Comparator.comparing(Member::id))
              .toList();
    }

    TaskAssignment assign() {
      zones.forEach(this::keep);
      List<TaskId> orphans = zones.stream().filter(zone -> ownerOf(zone).isEmpty()).toList();
      orphans.forEach(
          zone -> members.stream().min(bestOwner(zone)).orElseThrow().owned().add(zone));
      if (orphans.isEmpty()) {
        level();
      } else if (mostLaden().load(-1) >= leastLaden().load(1)) {
        lookAgain.add(leastLaden().id());
      }
      zones.forEach(this::standBy);
      return new TaskAssignment(members.stream().map(this::assignment).toList());
    }

    private void keep(TaskId zone) {
      members.stream()
          .filter(member -> member.ownedBefore(zone))
          .findFirst()
          .ifPresent(owner -> owner.owned().add(zone));
    }

    private Optional<Member> ownerOf(TaskId zone) {
      return members.stream().filter(member -> member.owned().contains(zone)).findFirst();
    }

    /** Caught up first, then the least laden, then the one that misses least. */
    private Comparator<Member> bestOwner(TaskId zone) {
      return Comparator.<Member, Boolean>comparing(member -> !caughtUp(member, zone))
          .thenComparingDouble(member -> member.load(1))
          .thenComparingLong(member -> member.lag(zone))
          .thenComparing(Member::id);
    }

    /** Each move brings two members closer, so this ends. */
    private void level() {
      for (Member from = mostLaden(), to = leastLaden();
          from.load(-1) >= to.load(1);
          from = mostLaden(), to = leastLaden()) {
        TaskId zone = from.owned().stream().min(leastMissing(to)).orElseThrow();
        if (!caughtUp(to, zone)) {
          to.standbys().add(zone);
          lookAgain.add(to.id());
          return;
        }
        from.owned().remove(zone);
        to.owned().add(zone);
      }
    }

    private Member mostLaden() {
      return members.stream().max(BY_LOAD).orElseThrow();
    }

    private Member leastLaden() {
      return members.stream().min(BY_LOAD).orElseThrow();
    }

    private static Comparator<TaskId> leastMissing(Member to) {
      return Comparator.<TaskId>comparingLong(to::lag).thenComparing(Comparator.naturalOrder());
    }

    private void standBy(TaskId zone) {
      Member owner = ownerOf(zone).orElseThrow();
      members.stream()
          .filter(member -> member != owner)
          .sorted(bestStandby(zone, owner))
          .limit(configs.numStandbyReplicas())
          .forEach(member -> member.standbys().add(zone));
    }

    private Comparator<Member> bestStandby(TaskId zone, Member owner) {
      return Comparator.<Member>comparingLong(member -> member.standbysFor(owner))
          .thenComparing(member -> !caughtUp(member, zone))
          .thenComparingInt(member -> member.owned().size() + member.standbys().size())
          .thenComparing(Member::id);
    }

    private boolean caughtUp(Member member, TaskId zone) {
      return member.lag(zone) <= configs.acceptableRecoveryLag();
    }

    private KafkaStreamsAssignment assignment(Member member) {
      KafkaStreamsAssignment assignment = member.assignment();
      return lookAgain.contains(member.id())
          ? assignment.withFollowupRebalance(Instant.now().plus(LOOK_AGAIN))
          : assignment;
    }
  }
}
