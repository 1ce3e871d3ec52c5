package org.zonekeeper.audit.source;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.domain.state.ZoneState;

/**
 * A journal to audit. What it holds is fixed when it is opened: what a live cluster writes later is
 * not part of it. Several zones may be scanned at the same time, each by its own thread.
 */
public interface JournalSource extends AutoCloseable {

  /** What is read, for messages: "the topic zonekeeper.journal on …", "the archive …". */
  String name();

  /** The zones that it has, by name. */
  List<String> zones();

  /**
   * What it has of a zone, found out without reading everything.
   *
   * @throws JournalFaultException if it does not have the zone or cannot be read
   */
  Extent extent(String zone);

  /**
   * A zone's records in order.
   *
   * @param stretch what is wanted; records on either side of it may be skipped unread
   * @throws JournalFaultException if it does not have the zone or cannot be read
   */
  JournalScan scan(String zone, JournalRange stretch);

  /**
   * A state that need not be folded from the first event on, if the source keeps one.
   *
   * @param until the state is of an instant within this stretch, the last there is
   */
  default Optional<ZoneState> nearestState(String zone, JournalRange until) {
    return Optional.empty();
  }

  @Override
  void close();
}
