package org.zonekeeper.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.CallCompleted;

/**
 * The journal as the stage's observer reads it: folds each zone, tells a listener of every event,
 * and lets the script wait until something is so. Safe on any thread.
 */
final class DemoJournal implements Consumer<JournalEntry> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final ZoneDirectory directory;
  private final Consumer<JournalEntry> listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Map<String, ZoneState> zones = new TreeMap<>();
  private final Map<String, Long> completed = new HashMap<>();

  DemoJournal(ZoneDirectory directory, Consumer<JournalEntry> listener) {
    this.directory = directory;
    this.listener = listener;
    directory.zones().forEach(zone -> zones.put(zone, ZoneState.empty(zone)));
  }

  /** Takes the next event; called by the observer's thread. */
  @Override
  public void accept(JournalEntry entry) {
    locked(
        () -> {
          Applications.apply(zones.get(entry.zone()), entry.event());
          if (entry.is(CallCompleted.class)) {
            completed.merge(entry.zone(), 1L, Long::sum);
          }
          news.signalAll();
          return null;
        });
    listener.accept(entry);
  }

  /** Asks something of a zone's state as the journal has it now. */
  <T> T ask(String zone, Function<ZoneState, T> question) {
    return locked(() -> question.apply(zones.get(zone)));
  }

  /** The Agent Manager that owns the zone; empty before the first. */
  Optional<String> owner(String zone) {
    return ask(
        zone, state -> Optional.ofNullable(state.zone().getOwner()).map(Owner::getAgentManager));
  }

  /** The zones that an Agent Manager owns. */
  List<String> ownedBy(String agentManager) {
    return directory.zones().stream()
        .filter(zone -> owner(zone).filter(agentManager::equals).isPresent())
        .toList();
  }

  /** Calls completed in the zone so far. */
  long completed(String zone) {
    return locked(() -> completed.getOrDefault(zone, 0L));
  }

  /**
   * Waits until the condition holds; it is looked at after each event, and at least twenty times a
   * second.
   *
   * @throws StartFailure if it does not within the time
   */
  void await(String what, Duration within, BooleanSupplier condition) throws InterruptedException {
    if (!holdsWithin(within, condition)) {
      throw new StartFailure(
          "the demo waited %d s in vain for: %s".formatted(within.toSeconds(), what));
    }
  }

  /** Waits as {@link #await} does, and says whether the condition came to hold. */
  boolean holdsWithin(Duration within, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        // Woken or not, the condition is looked at: not everything it asks is in the journal.
        boolean unused = news.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
