package org.zonekeeper.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.restore.StoredZone.Standing;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.ClusterSettings;

/**
 * Makes the state of zones from their journal. Every zone is read and judged before the first is
 * written. Used once, by one thread.
 */
final class StateRestorer {
  private final ClusterSettings cluster;
  private final Changelog changelog;
  private final GroupAtRest group;
  private final PartitionEnds ends;

  /**
   * @param cluster where the zones are to work
   * @param applicationId of the Agent Managers there
   */
  StateRestorer(ClusterSettings cluster, Admin admin, String applicationId) {
    this.cluster = cluster;
    this.changelog = new Changelog(cluster.kafka(), admin, applicationId);
    this.group = new GroupAtRest(admin, applicationId);
    this.ends = new PartitionEnds(admin);
  }

  /** What to do about a changelog that knows of more than the journal. */
  enum NewerState {
    REFUSE,
    OVERWRITE
  }

  /** The changelog's topic. */
  String topic() {
    return changelog.topic();
  }

  /**
   * Waits until the journal can be read to its end, which must be before it is opened.
   *
   * @return the end of each partition
   * @throws RefusedRestorationException if an Agent Manager is alive, or a transaction stays open
   */
  Map<TopicPartition, Long> settle() throws InterruptedException, ExecutionException {
    group.require();
    return ends.settled(Topics.JOURNAL.partitions(cluster.zones()));
  }

  /**
   * What is to be done about each zone that was folded.
   *
   * @param live the journal topic
   * @param journalEnds the end of each partition of the journal topic
   * @throws RefusedRestorationException if the journal topic would not go on where a zone's state
   *     ends, or a changelog knows of more
   */
  List<ZonePlan> plan(
      List<FoldedZone> zones,
      JournalSource live,
      Map<TopicPartition, Long> journalEnds,
      NewerState newer)
      throws InterruptedException, ExecutionException {
    Optional<Integer> partitions = changelog.partitions();
    partitions.ifPresent(this::requirePartitions);
    if (partitions.isPresent()) {
      var unused =
          ends.settled(
              cluster.zones().zones().stream()
                  .map(zone -> changelog.partition(cluster.zones().partitionOf(zone)))
                  .toList());
    }
    Map<TopicPartition, Long> positions = group.positions();
    List<ZonePlan> plans = new ArrayList<>();
    for (FoldedZone zone : zones) {
      requireContinuation(zone, live);
      StoredZone stored =
          partitions.isPresent()
              ? StoredZone.of(
                  zone.zone(), changelog.entries(cluster.zones().partitionOf(zone.zone())))
              : StoredZone.NONE;
      List<InputPosition> inputs = inputs(zone, positions);
      ZonePlan plan = new ZonePlan(zone, stored, doubtfulFrom(zone, journalEnds, inputs), inputs);
      requireOlder(plan, newer);
      plans.add(plan);
    }
    return plans;
  }

  /**
   * Writes the changelog of those that need it.
   *
   * @param source what they were made from, in words
   * @param written hears of each zone that has been written
   */
  void carryOut(List<ZonePlan> plans, String source, Consumer<ZonePlan> written)
      throws InterruptedException, ExecutionException {
    if (plans.stream().noneMatch(ZonePlan::isToBeWritten)) {
      return;
    }
    group.require();
    if (changelog.partitions().isEmpty()) {
      changelog.create(cluster.zones().partitions());
    }
    for (ZonePlan plan : plans) {
      if (plan.isToBeWritten()) {
        var unused =
            changelog.replace(
                cluster.zones().partitionOf(plan.zone()),
                StoredZone.entriesOf(plan.folded(), plan.restoration(source)),
                plan.stored().keys(),
                this::requireStillAtRest);
        written.accept(plan);
      }
    }
  }

  private void requireStillAtRest() {
    try {
      group.require();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new RefusedRestorationException(
          "whether an Agent Manager is alive could not be found out: " + e.getCause().getMessage(),
          e);
    }
  }

  private void requirePartitions(int present) {
    if (present != cluster.zones().partitions()) {
      throw new RefusedRestorationException(
          "topic %s has %d partitions, the zone directory %s needs %d: no Agent Manager could use it; delete it, or give the zones it was made for"
              .formatted(
                  changelog.topic(), present, cluster.zones(), cluster.zones().partitions()));
    }
  }

  /** The zone's next event follows its last one in the topic, or in an archive before it. */
  private static void requireContinuation(FoldedZone zone, JournalSource live) {
    Extent topic = live.extent(zone.zone());
    long end = zone.record().getSequence();
    if (!topic.isEmpty() && topic.lastSequence() < end) {
      throw new RefusedRestorationException(
          "zone %s: the state would be that of sequence %d, but %s ends with %d: what is between would be missing there; bring it in first with 'audit import'"
              .formatted(zone.zone(), end, live.name(), topic.lastSequence()));
    }
  }

  private static void requireOlder(ZonePlan plan, NewerState newer) {
    if (plan.standing() == Standing.AHEAD && newer == NewerState.REFUSE) {
      throw new RefusedRestorationException(
          "zone %s: its changelog knows of sequence %d, the journal that was read ends with %d: the state would be older than the one that is there. Without a restoration the Agent Managers go on from the changelog; --overwrite gives up what it knows"
              .formatted(
                  plan.zone(), plan.stored().sequence(), plan.folded().record().getSequence()));
    }
  }

  /**
   * An owner commits each decision in one transaction, with its place in the inputs, and the
   * transaction's marker stands behind the last event. A copy of a journal may end anywhere: it has
   * no markers, or those of whoever copied it, and no owner's place in the inputs beside it.
   */
  private long doubtfulFrom(
      FoldedZone zone, Map<TopicPartition, Long> journalEnds, List<InputPosition> inputs) {
    TopicPartition partition = Topics.JOURNAL.partitionOf(cluster.zones(), zone.zone());
    boolean ownersWrote =
        inputs.stream().allMatch(InputPosition::isBehindTheDecided)
            && inputs.stream().anyMatch(input -> input.committed().isPresent());
    boolean markerFollows =
        zone.last()
            .map(JournalRecord::place)
            .filter(place -> place.container().equals(partition.toString()))
            .filter(place -> place.number() + 1 < journalEnds.get(partition))
            .isPresent();
    return zone.damage().isEmpty() && ownersWrote && markerFollows ? 0 : zone.lastDecision().from();
  }

  private List<InputPosition> inputs(FoldedZone zone, Map<TopicPartition, Long> positions)
      throws InterruptedException, ExecutionException {
    return List.of(
        input(Topics.COMMANDS, zone, zone.record().getNextCommand(), positions),
        input(Topics.FACTS, zone, zone.record().getNextFact(), positions));
  }

  private InputPosition input(
      TopicSpec topic, FoldedZone zone, long expected, Map<TopicPartition, Long> positions)
      throws InterruptedException, ExecutionException {
    TopicPartition partition = topic.partitionOf(cluster.zones(), zone.zone());
    return new InputPosition(
        topic.name(),
        Optional.ofNullable(positions.get(partition)),
        expected,
        ends.ends(List.of(partition)).get(partition));
  }
}
