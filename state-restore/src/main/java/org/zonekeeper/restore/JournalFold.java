package org.zonekeeper.restore;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.audit.command.Progress;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.OrderedScan;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Folds one zone's journal from its first event on, and believes nothing: sequences without a gap,
 * each event's hash in the next one, and the digests that owners put on record must be those of the
 * fold. Used once, by one thread.
 */
final class JournalFold {
  /** As many as a {@link org.zonekeeper.schemas.state.Restoration} holds. */
  private static final int MOST_DECIDED = 1_000;

  private final String zone;
  private final ZoneState state;
  private final Set<EntityKey> keys = new HashSet<>();
  private final Set<EntityKey> decided = new LinkedHashSet<>();
  private final BodyHash hashes = new BodyHash();
  private Optional<JournalRecord> last = Optional.empty();
  private String lastHash = "";
  private long events;
  private long links;
  private long digests;
  private long decidedFrom;

  private JournalFold(String zone) {
    this.zone = zone;
    this.state = ZoneState.empty(zone);
  }

  /** What to do about a journal that is not what was once written. */
  enum Damage {
    REFUSE,
    /** Take what is in order before it. */
    END_THERE
  }

  /**
   * Folds the zone's journal.
   *
   * @param progress hears of every event
   * @throws DamagedJournalException naming the position, if damage is to be refused
   * @throws RefusedRestorationException if the zone's first event is not there
   */
  static FoldedZone of(JournalSource source, String zone, Damage damage, Progress progress) {
    JournalFold fold = new JournalFold(zone);
    Extent extent = source.extent(zone);
    if (!extent.isEmpty() && !extent.fromTheBeginning()) {
      throw new RefusedRestorationException(
          "zone %s: its state takes every event from the first on, and %s begins with sequence %d: retention has cut the start off; give the --archive that has it"
              .formatted(zone, source.name(), extent.firstSequence()));
    }
    try (OrderedScan scan = OrderedScan.of(source, zone, JournalRange.ALL)) {
      while (scan.hasNext()) {
        fold.take(scan.next());
        progress.step();
      }
      return fold.folded(Optional.empty());
    } catch (DamagedJournalException e) {
      if (damage == Damage.REFUSE) {
        throw e;
      }
      return fold.folded(Optional.of(e.getMessage()));
    }
  }

  private void take(JournalRecord record) {
    Event event = record.event();
    EventHeader header = record.header();
    requireLink(record, header);
    requireDigest(record, event);
    if (last.isEmpty() || !isOfOneDecision(last.get().header(), header)) {
      decidedFrom = header.getSequence();
      decided.clear();
    }
    lastHash = hashes.of(record.body());
    boolean chained = header.getSequence() == 1 || !header.getPreviousHash().isEmpty();
    for (EntityKey key : Applications.apply(state, event, chained ? lastHash : "")) {
      noteDecided(key);
      if (state.entity(key).isPresent()) {
        keys.add(key);
      } else {
        keys.remove(key);
      }
    }
    last = Optional.of(record);
    events++;
  }

  /**
   * Of a decision about thousands of calls, each is done with before the next: the last ones count.
   */
  private void noteDecided(EntityKey key) {
    switch (key.kind()) {
      case AGENT, CALL, CALLBACK -> {
        decided.remove(key);
        decided.add(key);
        if (decided.size() > MOST_DECIDED) {
          decided.remove(decided.iterator().next());
        }
      }
      case ZONE, JOB, ANSWER, ENDED_CALL, DECIDED_FACTS, CAMPAIGN, DO_NOT_CALL, INBOUND_SKILL -> {
        // None has a counterpart that could say something else.
      }
    }
  }

  private void requireLink(JournalRecord record, EventHeader header) {
    String link = header.getPreviousHash();
    if (link.isEmpty()) {
      return;
    }
    if (last.isEmpty() || !link.equals(lastHash)) {
      throw new DamagedJournalException(
          zone,
          "zone %s: the chain of hashes breaks at sequence %d (%s): it carries %.12s… as the hash of the event before it, which is %s; one of the two is not what was written"
              .formatted(
                  zone,
                  header.getSequence(),
                  record.place(),
                  link,
                  last.isEmpty()
                      ? "not there"
                      : "%.12s… (%s)".formatted(lastHash, last.get().place())));
    }
    links++;
  }

  /** The state that an owner found must be the fold of what was before. */
  private void requireDigest(JournalRecord record, Event event) {
    String found =
        switch (event) {
          case ZoneTakenOver takeover -> takeover.getStateDigest();
          case ZoneHandedOver handover -> handover.getStateDigest();
          default -> "";
        };
    if (found.isEmpty()) {
      return;
    }
    String folded = state.digest();
    if (!found.equals(folded)) {
      throw new DamagedJournalException(
          zone,
          "zone %s: the owner of sequence %d (%s) found a state with the digest %.12s…, and the fold of what is before has %.12s…"
              .formatted(zone, record.sequence(), record.place(), found, folded));
    }
    digests++;
  }

  /** An owner decides on one input at one time, and all that comes of it has this as its cause. */
  private static boolean isOfOneDecision(EventHeader one, EventHeader other) {
    return one.getAt() == other.getAt() && one.getCause().equals(other.getCause());
  }

  private FoldedZone folded(Optional<String> damage) {
    return new FoldedZone(
        state,
        Set.copyOf(keys),
        last,
        new FoldedZone.Verified(events, links, digests),
        new FoldedZone.LastDecision(decidedFrom, Set.copyOf(decided)),
        damage);
  }
}
