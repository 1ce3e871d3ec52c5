package org.zonekeeper.gateway.commands;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.contact.ContactLanes.Outcome;
import org.zonekeeper.gateway.contact.ContactLanes.Work;
import org.zonekeeper.gateway.session.AgentSession;

/** What sessions ask of the contact store, each so many things at a time. Desk thread only. */
final class ContactQuestions {
  /** Questions of one session to the store at a time. */
  static final int MOST_OPEN = 8;

  /** Then a question is answered by what is known; a bulk of read models takes a fraction of it. */
  static final long LONGEST_WAIT_MS = 1_000;

  private final ContactLanes lanes;
  private final BooleanSupplier behind;
  private final Map<String, Integer> open = new HashMap<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private long now;

  /** A question that waits for the read models. */
  private record Waiting(long until, Runnable question) {}

  /**
   * @param behind whether read models lag behind what desktops have been told
   */
  ContactQuestions(ContactLanes lanes, BooleanSupplier behind) {
    this.lanes = lanes;
    this.behind = behind;
  }

  /** Whether the session must wait for an answer before it asks anything else. */
  boolean areTooMany(AgentSession session) {
    return open.getOrDefault(session.id(), 0) >= MOST_OPEN;
  }

  /** Whether read models lag behind what desktops have been told. */
  boolean areAhead() {
    return behind.getAsBoolean();
  }

  /** A question that is asked once the read models have been read, in order. */
  void later(AgentSession session, Runnable question) {
    asked(session);
    waiting.add(
        new Waiting(
            now + LONGEST_WAIT_MS,
            () -> {
              answered(session);
              question.run();
            }));
  }

  /**
   * Asks the store.
   *
   * @param about questions about the same are answered in their order
   */
  <T> void ask(AgentSession session, Object about, Work<T> work, Consumer<Outcome<T>> then) {
    asked(session);
    lanes.ask(
        about,
        work,
        outcome -> {
          answered(session);
          then.accept(outcome);
        });
  }

  /** The clock was looked at. */
  void tick(long observedMs) {
    now = observedMs;
    lanes.tick(observedMs);
    while (!waiting.isEmpty() && (!areAhead() || waiting.peek().until() <= now)) {
      waiting.remove().question().run();
    }
  }

  private void asked(AgentSession session) {
    open.merge(session.id(), 1, Integer::sum);
  }

  private void answered(AgentSession session) {
    open.computeIfPresent(session.id(), (id, count) -> count == 1 ? null : count - 1);
  }
}
