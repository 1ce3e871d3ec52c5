package org.zonekeeper.bench.direct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.zonekeeper.schemas.Topics;

/** What the topics of a lean system hold, by their offsets. Used by the benchmark's thread. */
public final class TopicBacklog {
  /** The group of all Agent Managers, and the beginning of their changelog's name. */
  private static final String APPLICATION = "zonekeeper-agent-manager";

  private static final String CHANGELOG = APPLICATION + "-zone-state-changelog";

  private static final List<String> INPUTS = List.of(Topics.COMMANDS.name(), Topics.FACTS.name());

  /** What an Agent Manager writes. */
  private static final List<String> OUTPUTS =
      List.of(
          Topics.JOURNAL.name(),
          Topics.ORDERS.name(),
          Topics.ZONE_STATUS.name(),
          Topics.AGENTS.name(),
          CHANGELOG);

  private final DirectLoadSystem system;

  public TopicBacklog(DirectLoadSystem system) {
    this.system = system;
  }

  /** Records and transaction markers written by Agent Managers so far, all zones. */
  public long written() throws ExecutionException, InterruptedException {
    return sum(ends(OUTPUTS));
  }

  /** Of those, the ones in the journal. */
  public long journalWritten() throws ExecutionException, InterruptedException {
    return sum(ends(List.of(Topics.JOURNAL.name())));
  }

  /** How many topics an Agent Manager writes to; a transaction leaves a marker in each. */
  public int outputs() {
    return OUTPUTS.size();
  }

  /** Commands and facts that are written and not yet decided on and committed. */
  public long undecided() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = ends(INPUTS);
    var committed =
        system.admin().listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get();
    return ends.entrySet().stream()
        .mapToLong(
            end ->
                committed.get(end.getKey()) == null
                    ? end.getValue()
                    : end.getValue() - committed.get(end.getKey()).offset())
        .sum();
  }

  /**
   * Records that restoring a zone reads: what compaction has left of its changelog, markers too.
   */
  public long changelogLength(String zone) throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition(CHANGELOG, system.zones().partitionOf(zone));
    long begin =
        system
            .admin()
            .listOffsets(Map.of(partition, OffsetSpec.earliest()))
            .partitionResult(partition)
            .get()
            .offset();
    return ends(List.of(CHANGELOG)).get(partition) - begin;
  }

  private Map<TopicPartition, Long> ends(List<String> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (String topic : topics) {
      for (String zone : system.zones().zones()) {
        asked.put(new TopicPartition(topic, system.zones().partitionOf(zone)), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (var end : system.admin().listOffsets(asked).all().get().entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }

  private static long sum(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }
}
