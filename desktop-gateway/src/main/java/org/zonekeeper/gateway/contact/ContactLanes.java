package org.zonekeeper.gateway.contact;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the contact store on threads of its own, so that however slow it is it holds up nobody but
 * those who ask for it. What is asked about one contact is done in that order. Asked, told and
 * ticked on the desk's thread; closed by any.
 */
public final class ContactLanes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContactLanes.class);

  /** As many connections to the database. */
  private static final int LANES = 4;

  private static final long LOG_EVERY_MS = 10_000;

  private final List<Lane> lanes = new ArrayList<>();
  private final Handover desk;
  private final long patienceMs;
  private final Deque<Question> open = new ArrayDeque<>();
  private long now;
  private long loggedAt = -LOG_EVERY_MS;

  /** What is asked of the store, on a lane's thread. */
  @FunctionalInterface
  public interface Work<T> {
    T with(ContactStore store) throws ContactStoreException;
  }

  /** Hands a task to the desk's thread. */
  @FunctionalInterface
  public interface Handover {
    void hand(Runnable task) throws InterruptedException;
  }

  /** What came of it. */
  public sealed interface Outcome<T> {
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * It was not done, or nobody knows.
     *
     * @param text for who asked
     */
    record Away<T>(String text) implements Outcome<T> {}
  }

  /** One thread with its own connection. */
  private static final class Lane {
    private final ContactStore store;
    private final ThreadPoolExecutor thread;

    Lane(ContactStore store, int number, int waiting) {
      this.store = store;
      this.thread =
          new ThreadPoolExecutor(
              1,
              1,
              0,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(waiting),
              Thread.ofPlatform().daemon().name("gateway-contacts-" + number).factory());
    }
  }

  /** Somebody waits for an answer. Desk thread only. */
  private static final class Question {
    private final long deadline;
    private final Consumer<String> givesUp;
    private boolean answered;

    Question(long deadline, Consumer<String> givesUp) {
      this.deadline = deadline;
      this.givesUp = givesUp;
    }
  }

  /**
   * @param stores makes a store for each lane
   * @param waiting most questions that wait in one lane
   * @param patience after which whoever asked is told that the store is away
   */
  public ContactLanes(
      Supplier<ContactStore> stores, int waiting, Duration patience, Handover desk) {
    for (int i = 0; i < LANES; i++) {
      lanes.add(new Lane(stores.get(), i, waiting));
    }
    this.desk = desk;
    this.patienceMs = patience.toMillis();
  }

  /**
   * Asks the store.
   *
   * @param about whose questions are answered in order: a contact, or somebody
   * @param then told what came of it, once, on the desk's thread; at once if too many wait
   */
  public <T> void ask(Object about, Work<T> work, Consumer<Outcome<T>> then) {
    Question question =
        new Question(now + patienceMs, text -> then.accept(new Outcome.Away<>(text)));
    Lane lane = lanes.get(Math.floorMod(about.hashCode(), LANES));
    try {
      lane.thread.execute(() -> tell(question, attempt(lane.store, work), then));
      open.addLast(question);
    } catch (RejectedExecutionException e) {
      then.accept(new Outcome.Away<>("too many wait for the contact store; try again later"));
    }
  }

  /** Gives up on what has taken too long; what is done late after all is told nobody. */
  public void tick(long observedMs) {
    now = observedMs;
    while (!open.isEmpty() && (open.peekFirst().answered || open.peekFirst().deadline <= now)) {
      Question question = open.removeFirst();
      if (!question.answered) {
        question.answered = true;
        question.givesUp.accept(
            "the contact store did not answer within %d ms".formatted(patienceMs));
      }
    }
  }

  @Override
  public void close() {
    for (Lane lane : lanes) {
      lane.thread.shutdownNow();
    }
    for (Lane lane : lanes) {
      try {
        if (lane.thread.awaitTermination(patienceMs, TimeUnit.MILLISECONDS)) {
          lane.store.close();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static <T> Outcome<T> attempt(ContactStore store, Work<T> work) {
    try {
      return new Outcome.Done<>(work.with(store));
    } catch (ContactStoreException e) {
      return new Outcome.Away<>(e.getMessage());
    }
  }

  private <T> void tell(Question question, Outcome<T> outcome, Consumer<Outcome<T>> then) {
    try {
      desk.hand(() -> told(question, outcome, then));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> void told(Question question, Outcome<T> outcome, Consumer<Outcome<T>> then) {
    if (question.answered) {
      return;
    }
    question.answered = true;
    switch (outcome) {
      case Outcome.Done<T> done -> then.accept(done);
      case Outcome.Away<T> away -> {
        if (now - loggedAt >= LOG_EVERY_MS) {
          loggedAt = now;
          LOG.warn("contact store away cause=\"{}\"", away.text());
        }
        then.accept(new Outcome.Away<>("the contact store is not available; try again later"));
      }
    }
  }
}
