package org.zonekeeper.gateway.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.gateway.journal.JournalProbe.Probed;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Finds a zone's changes of owner in a journal of millions of events without reading it: the epoch
 * grows with each change and never falls, so each is found by halving, in as many probes as the
 * journal's length has binary digits. Bounded: no more than the latest {@link #MOST} changes, and
 * no more than {@link #AHEAD} events behind a takeover for the end of its outage. Used by one
 * thread.
 */
public final class OwnerSearch {
  /** As many as a dashboard keeps. */
  public static final int MOST = 100;

  /** A new owner marks the calls of its predecessor before it says that the zone works. */
  private static final int AHEAD = 2_000;

  private final JournalProbe probe;

  public OwnerSearch(JournalProbe probe) {
    this.probe = probe;
  }

  /**
   * What was found of a zone.
   *
   * @param zone whose
   * @param events the changes of owner, and of each takeover that the zone worked again, in order
   * @param from since when none is missing, epoch milliseconds; 0 if the journal is empty
   */
  public record Past(String zone, List<Event> events, long from) {}

  /**
   * Searches one zone's journal.
   *
   * @param sinceMs how far back, epoch milliseconds
   */
  public Past search(String zone, long sinceMs) {
    long end = probe.end(zone);
    long begin = Math.min(probe.beginsSince(zone, sinceMs), end);
    Optional<Probed> first = probe.firstFrom(zone, begin);
    if (first.isEmpty()) {
      return new Past(zone, List.of(), 0);
    }
    long lastEpoch = lastEpoch(zone, begin, end);
    long epoch = epochOf(first.get());
    List<Event> events = new ArrayList<>();
    // Where nothing stands before, nobody knows what was there once.
    long from = begin > probe.beginsSince(zone, 0) ? sinceMs : timeOf(first.get());
    if (lastEpoch - epoch > MOST) {
      epoch = lastEpoch - MOST;
      from = 0;
    } else if (first.get().event() instanceof ZoneOpened) {
      add(zone, first.get(), end, events);
    }
    long offset = first.get().offset();
    while (epoch < lastEpoch) {
      Optional<Probed> change = firstBeyond(zone, epoch, offset, end);
      if (change.isEmpty()) {
        break;
      }
      if (from == 0) {
        from = timeOf(change.get());
      }
      add(zone, change.get(), end, events);
      epoch = epochOf(change.get());
      offset = change.get().offset();
    }
    return new Past(zone, events, from);
  }

  /** Markers of transactions stand at a journal's end, too: the last event is somewhere before. */
  private long lastEpoch(String zone, long begin, long end) {
    for (long back = 1; ; back *= 2) {
      long offset = Math.max(begin, end - back);
      Optional<Probed> last = probe.firstFrom(zone, offset);
      if (last.isPresent()) {
        return epochOf(last.get());
      }
      if (offset == begin) {
        return 0;
      }
    }
  }

  /** The first event of a later epoch; there is one of that epoch, or an earlier one, at low. */
  private Optional<Probed> firstBeyond(String zone, long epoch, long low, long end) {
    long high = end;
    Optional<Probed> found = Optional.empty();
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      Optional<Probed> probed = probe.firstFrom(zone, middle);
      if (probed.isPresent() && epochOf(probed.get()) <= epoch) {
        low = probed.get().offset();
      } else {
        high = middle;
        found = probed;
      }
    }
    return found;
  }

  private void add(String zone, Probed change, long end, List<Event> events) {
    switch (change.event()) {
      case ZoneOpened opened -> events.add(opened);
      case ZoneHandedOver handedOver -> events.add(handedOver);
      case ZoneTakenOver takenOver -> {
        events.add(takenOver);
        worksAgain(zone, change, end).ifPresent(events::add);
      }
      default -> {
        // The journal begins within the epoch: what began it is not there any more.
      }
    }
  }

  private Optional<Event> worksAgain(String zone, Probed takeover, long end) {
    long offset = takeover.offset() + 1;
    int ahead = 0;
    while (ahead < AHEAD && offset < end) {
      List<Probed> next = probe.from(zone, offset);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      for (Probed each : next) {
        if (epochOf(each) != epochOf(takeover)) {
          return Optional.empty();
        }
        if (each.event() instanceof ZoneAvailable available) {
          return Optional.of(available);
        }
      }
      ahead += next.size();
      offset = next.getLast().offset() + 1;
    }
    return Optional.empty();
  }

  private static long epochOf(Probed probed) {
    return probed.event().getHeader().getEpoch();
  }

  private static long timeOf(Probed probed) {
    return probed.event().getHeader().getAt();
  }
}
