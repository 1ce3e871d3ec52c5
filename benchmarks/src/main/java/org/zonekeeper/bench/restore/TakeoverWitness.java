package org.zonekeeper.bench.restore;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zonekeeper.bench.direct.DirectLoadObserver;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/** Waits for a takeover in the journal. Told on the load's thread, asked on the benchmark's. */
final class TakeoverWitness implements DirectLoadObserver {
  private static final Duration WITHIN = Duration.ofMinutes(3);

  private CompletableFuture<Long> takenOver = new CompletableFuture<>();
  private CompletableFuture<Long> available = new CompletableFuture<>();

  /** What comes from now on counts. */
  synchronized void watch() {
    takenOver = new CompletableFuture<>();
    available = new CompletableFuture<>();
  }

  /** When the takeover was read, epoch milliseconds. */
  long takenOverAt() throws InterruptedException {
    return await(takenOver());
  }

  /** When the zone's being available was read, epoch milliseconds. */
  long availableAt() throws InterruptedException {
    return await(available());
  }

  @Override
  public Set<Class<?>> wants() {
    return Set.of(ZoneTakenOver.class, ZoneAvailable.class);
  }

  @Override
  public void event(Event event, long at) {
    if (event instanceof ZoneTakenOver) {
      takenOver().complete(at);
    } else if (event instanceof ZoneAvailable) {
      available().complete(at);
    }
  }

  @Override
  public void fact(Fact fact, long at) {
    // Nothing to see.
  }

  private synchronized CompletableFuture<Long> takenOver() {
    return takenOver;
  }

  private synchronized CompletableFuture<Long> available() {
    return available;
  }

  private static long await(CompletableFuture<Long> future) throws InterruptedException {
    try {
      return future.get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new StartFailure(
          "no takeover within %d s of the owner's death".formatted(WITHIN.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the witness never fails", e);
    }
  }
}
