package org.zonekeeper.am.assignment;

import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;

/** One Agent Manager in one round of assignment. Confined to that round's thread. */
final class AssignmentMember {
  private final KafkaStreamsState state;
  private final Predicate<TaskId> isZone;
  private final NavigableSet<TaskId> owned = new TreeSet<>();
  private final NavigableSet<TaskId> standbys = new TreeSet<>();

  /**
   * @param isZone whether a task's partition is a zone, not a spare one
   */
  AssignmentMember(KafkaStreamsState state, Predicate<TaskId> isZone) {
    this.state = state;
    this.isZone = isZone;
  }

  ProcessId id() {
    return state.processId();
  }

  boolean isAgentManager(String agentManager) {
    return agentManager.equals(state.clientTags().get(FailBack.TAG));
  }

  /**
   * Whether both are known to fail together, with one host, room or availability zone: {@code
   * client.rack} of Kafka's clients says where each is, and nothing is known of one without it.
   */
  boolean sharesRackWith(AssignmentMember other) {
    return state.rackId().isPresent() && state.rackId().equals(other.state.rackId());
  }

  boolean ownedBefore(TaskId zone) {
    return state.previousActiveTasks().contains(zone);
  }

  boolean stoodByBefore(TaskId zone) {
    return state.previousStandbyTasks().contains(zone);
  }

  NavigableSet<TaskId> owned() {
    return owned;
  }

  NavigableSet<TaskId> standbys() {
    return standbys;
  }

  /** Records of the zone's changelog that this member has not read yet. */
  long lag(TaskId zone) {
    return ownedBefore(zone) ? 0 : state.lagFor(zone);
  }

  /** Zones for each thread, counting {@code more} on top of those that it has. */
  double load(int more) {
    return (double) (zones().count() + more) / state.numProcessingThreads();
  }

  /** The zones that it owns. */
  Stream<TaskId> zones() {
    return owned.stream().filter(isZone);
  }

  /** How many spare partitions it has. */
  long spares() {
    return owned.size() - zones().count();
  }

  /** How many zones it owns or stands by for. */
  long zonesInAll() {
    return zones().count() + standbys.stream().filter(isZone).count();
  }

  /** How many of its standbys stand by for zones of the other one. */
  long standbysFor(AssignmentMember owner) {
    return standbys.stream().filter(isZone).filter(owner.owned::contains).count();
  }

  KafkaStreamsAssignment assignment() {
    Set<AssignedTask> tasks =
        Stream.concat(
                owned.stream().map(zone -> new AssignedTask(zone, AssignedTask.Type.ACTIVE)),
                standbys.stream().map(zone -> new AssignedTask(zone, AssignedTask.Type.STANDBY)))
            .collect(Collectors.toSet());
    return KafkaStreamsAssignment.of(id(), tasks);
  }
}
