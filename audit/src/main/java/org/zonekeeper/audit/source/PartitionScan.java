package org.zonekeeper.audit.source;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.zonekeeper.schemas.registry.RegistryException;

/** A partition's records until the end of a stretch. Confined to one thread. */
final class PartitionScan implements JournalScan {
  private final JournalPartition partition;
  private final JournalRange stretch;
  private Optional<JournalRecord> next = Optional.empty();
  private boolean ended;

  PartitionScan(JournalPartition partition, JournalRange stretch) {
    this.partition = partition;
    this.stretch = stretch;
  }

  @Override
  public boolean hasNext() {
    if (next.isEmpty() && !ended) {
      next = read();
      ended = next.isEmpty() || next.filter(this::behind).isPresent();
      next = ended ? Optional.empty() : next;
    }
    return next.isPresent();
  }

  private Optional<JournalRecord> read() {
    try {
      return partition.next();
    } catch (RegistryException e) {
      throw new UnreadableJournalException("the schemas cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean behind(JournalRecord record) {
    return record.readable() && stretch.endsBefore(record.sequence(), record.at());
  }

  @Override
  public JournalRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the partition's end is reached");
    }
    JournalRecord record = next.orElseThrow();
    next = Optional.empty();
    return record;
  }

  @Override
  public void close() {
    partition.close();
  }
}
