package org.zonekeeper.audit.source;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.zonekeeper.domain.state.ZoneState;

/**
 * An archive and the live topic behind it, joined by sequence: everything that the archive has is
 * read from it, what comes after from the topic. Where both have the archive's last event, they
 * must have the same bytes: two different journals are never joined. Thread-safe as its parts are.
 */
public final class JoinedJournal implements JournalSource {
  private final JournalSource archive;
  private final JournalSource live;
  private final Set<String> joined = ConcurrentHashMap.newKeySet();

  /**
   * @param archive the older part; closed with this
   * @param live the newer part; closed with this
   */
  public JoinedJournal(JournalSource archive, JournalSource live) {
    this.archive = archive;
    this.live = live;
  }

  @Override
  public String name() {
    return archive.name() + ", then " + live.name();
  }

  @Override
  public List<String> zones() {
    TreeSet<String> zones = new TreeSet<>(archive.zones());
    zones.addAll(live.zones());
    return List.copyOf(zones);
  }

  @Override
  public Extent extent(String zone) {
    Extent old = archived(zone);
    Extent young = live.zones().contains(zone) ? live.extent(zone) : Extent.EMPTY;
    if (old.isEmpty() || young.isEmpty()) {
      return old.isEmpty() ? young : old;
    }
    boolean grown = young.lastSequence() > old.lastSequence();
    return new Extent(
        old.firstSequence(),
        grown ? young.lastSequence() : old.lastSequence(),
        old.firstAt(),
        grown ? young.lastAt() : old.lastAt());
  }

  @Override
  public Optional<ZoneState> nearestState(String zone, JournalRange until) {
    return archive.zones().contains(zone) ? archive.nearestState(zone, until) : Optional.empty();
  }

  @Override
  public JournalScan scan(String zone, JournalRange stretch) {
    Extent old = archived(zone);
    if (old.isEmpty()) {
      return live.scan(zone, stretch);
    }
    requireSameJournal(zone, old);
    boolean beyond = stretch.toSequence() <= old.lastSequence() || stretch.toTime() < old.lastAt();
    if (beyond || !live.zones().contains(zone)) {
      return archive.scan(zone, stretch);
    }
    return new Both(zone, stretch, old);
  }

  @Override
  public void close() {
    try {
      archive.close();
    } finally {
      live.close();
    }
  }

  private Extent archived(String zone) {
    return archive.zones().contains(zone) ? archive.extent(zone) : Extent.EMPTY;
  }

  /** The topic goes on where the archive ends, or before that with the very same event. */
  private void requireSameJournal(String zone, Extent old) {
    if (!live.zones().contains(zone) || joined.contains(zone)) {
      return;
    }
    Extent young = live.extent(zone);
    if (young.firstSequence() > old.lastSequence() + 1) {
      throw new DamagedJournalException(
          zone,
          "zone %s: sequences %d to %d are in neither part: %s ends before them, %s begins behind them (retention has deleted them before they were archived)"
              .formatted(
                  zone,
                  old.lastSequence() + 1,
                  young.firstSequence() - 1,
                  archive.name(),
                  live.name()));
    }
    JournalRange seam =
        JournalRange.ALL.fromSequence(old.lastSequence()).toSequence(old.lastSequence());
    Optional<JournalRecord> ours = only(archive, zone, seam);
    Optional<JournalRecord> theirs = only(live, zone, seam);
    if (ours.isPresent()
        && theirs.isPresent()
        && !Arrays.equals(ours.get().body(), theirs.get().body())) {
      throw new DamagedJournalException(
          zone,
          "zone %s: sequence %d is one event in %s and another in %s: they are not of the same journal, or one was tampered with"
              .formatted(zone, old.lastSequence(), ours.get().place(), theirs.get().place()));
    }
    joined.add(zone);
  }

  private static Optional<JournalRecord> only(
      JournalSource source, String zone, JournalRange seam) {
    try (JournalScan scan = source.scan(zone, seam)) {
      return scan.hasNext() ? Optional.of(scan.next()) : Optional.empty();
    }
  }

  /** The archive's records, then the topic's from the next sequence on. */
  private final class Both implements JournalScan {
    private final String zone;
    private final JournalRange stretch;
    private final Extent old;
    private JournalScan current;
    private boolean switched;

    Both(String zone, JournalRange stretch, Extent old) {
      this.zone = zone;
      this.stretch = stretch;
      this.old = old;
      this.current = archive.scan(zone, stretch);
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && !switched) {
        current.close();
        switched = true;
        current = live.scan(zone, stretch.fromSequence(old.lastSequence() + 1));
      }
      return current.hasNext();
    }

    @Override
    public JournalRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException("archive and topic are read");
      }
      return current.next();
    }

    @Override
    public void close() {
      current.close();
    }
  }
}
