package org.zonekeeper.gateway.app;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.journal.JournalProbe;
import org.zonekeeper.gateway.journal.OwnerSearch;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * Looks up once, behind the gateway's start and on a thread of its own, which owners the zones have
 * had in the last thirty days. Nobody waits for it: if the journal cannot be searched, dashboards
 * begin with the gateway, and say so.
 */
final class PastOwners {
  private static final Logger LOG = LoggerFactory.getLogger(PastOwners.class);

  private static final Duration BACK = Duration.ofDays(30);

  private final ZoneDirectory zones;
  private final Supplier<JournalProbe> probes;
  private final Consumer<OwnerSearch.Past> found;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * Does not start yet.
   *
   * @param found takes what was found of each zone, on the search's thread
   */
  PastOwners(ZoneDirectory zones, Supplier<JournalProbe> probes, Consumer<OwnerSearch.Past> found) {
    this.zones = zones;
    this.probes = probes;
    this.found = found;
    this.thread = new Thread(this::search, "gateway-past-owners");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends it, finished or not. */
  void stop() throws InterruptedException {
    stopping = true;
    thread.interrupt();
    thread.join(5_000);
  }

  private void search() {
    long began = System.nanoTime();
    long since = System.currentTimeMillis() - BACK.toMillis();
    try (JournalProbe probe = probes.get()) {
      OwnerSearch search = new OwnerSearch(probe);
      for (String zone : zones.zones()) {
        if (stopping) {
          return;
        }
        found.accept(search.search(zone, since));
      }
      LOG.info("past owners looked up ms={}", (System.nanoTime() - began) / 1_000_000);
    } catch (KafkaException e) {
      if (!stopping) {
        LOG.warn("past owners not looked up, dashboards begin with this start: {}", e.toString());
      }
    }
  }
}
