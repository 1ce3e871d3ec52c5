package org.zonekeeper.restore;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where partitions begin and end, for readers of committed records and for all. Any thread. */
final class PartitionEnds {
  /**
   * A dead owner's transaction is aborted after its time-out (a second) and the broker's next look
   * (10 s).
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Admin admin;

  PartitionEnds(Admin admin) {
    this.admin = admin;
  }

  /**
   * Waits until no transaction is open in these: what is behind an open one is not to be read yet,
   * and would be missing in what is made of the rest.
   *
   * @return their ends
   * @throws RefusedRestorationException naming one that stays open
   */
  Map<TopicPartition, Long> settled(Collection<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Map<TopicPartition, Long> committed = ends(partitions, IsolationLevel.READ_COMMITTED);
      Map<TopicPartition, Long> all = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
      List<TopicPartition> open =
          partitions.stream()
              .filter(partition -> committed.get(partition) < all.get(partition))
              .toList();
      if (open.isEmpty()) {
        return committed;
      }
      if (System.nanoTime() > deadline) {
        throw new RefusedRestorationException(
            "a transaction is still open in %s after %d s, at offset %d: what is behind it cannot be read. Find out whose it is (kafka-transactions.sh find-hanging or describe-producers) and have it end"
                .formatted(open.getFirst(), PATIENCE.toSeconds(), committed.get(open.getFirst())));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  /** The offset behind the last record. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    return ends(partitions, IsolationLevel.READ_UNCOMMITTED);
  }

  private Map<TopicPartition, Long> ends(
      Collection<TopicPartition> partitions, IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(asked, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }
}
