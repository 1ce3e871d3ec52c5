package org.zonekeeper.bench.rebuild;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.audit.source.JournalTail;
import org.zonekeeper.audit.source.LiveJournal;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Reads the journal from its end on, on a thread of its own, until every zone has been taken over
 * and works. Opened, asked and closed by one thread.
 */
final class Takeovers implements AutoCloseable {
  private final LiveJournal journal;
  private final JournalTail tail;
  private final Thread reader;
  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final Map<String, Long> takenOver = new ConcurrentHashMap<>();
  private final Map<String, Long> available = new ConcurrentHashMap<>();
  private final CountDownLatch missing;

  private Takeovers(LiveJournal journal, List<String> zones) {
    this.journal = journal;
    this.tail = journal.follow(zones);
    this.missing = new CountDownLatch(zones.size());
    this.reader = Thread.ofPlatform().daemon().name("takeovers").start(this::read);
  }

  static Takeovers watch(ClusterSettings cluster) {
    LiveJournal journal = LiveJournal.open(cluster);
    return new Takeovers(journal, journal.zones());
  }

  private void read() {
    try (tail) {
      while (tail.hasNext()) {
        see(tail.next().event());
      }
    }
  }

  private void see(Event event) {
    String zone = event.getHeader().getZone();
    if (event instanceof ZoneTakenOver taken) {
      digests.put(zone, taken.getStateDigest());
      takenOver.put(zone, System.nanoTime());
    } else if (event instanceof ZoneAvailable && available.put(zone, System.nanoTime()) == null) {
      missing.countDown();
    }
  }

  /**
   * Returns when every zone works.
   *
   * @throws StartFailure if one does not in time
   */
  void awaitAll(Duration within) throws InterruptedException {
    if (!missing.await(within.toSeconds(), TimeUnit.SECONDS)) {
      throw new StartFailure(
          "%d zones did not come up within %d s".formatted(missing.getCount(), within.toSeconds()));
    }
  }

  /** What the zone's new owner found; empty before it is there. */
  String digestOf(String zone) {
    return digests.getOrDefault(zone, "");
  }

  /** When the last zone's takeover was read, {@link System#nanoTime}. */
  long takenOverAt() {
    return last(takenOver);
  }

  /** When the last zone's being available was read, {@link System#nanoTime}. */
  long availableAt() {
    return last(available);
  }

  private static long last(Map<String, Long> times) {
    return times.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /** Stays interrupted if it was; the reader ends by itself then. */
  @Override
  public void close() {
    tail.stop();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
