package org.zonekeeper.gateway.commands;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.contact.ContactLanes.Outcome;
import org.zonekeeper.gateway.contact.ContactLanes.Work;
import org.zonekeeper.gateway.session.AgentSession;

/** What sessions ask of the contact store, each so many things at a time. Desk thread only. */
final class ContactQuestions {
  /** Questions of one session to the store at a time. */
  static final int MOST_OPEN = 8;

  private final ContactLanes lanes;
  private final Map<String, Integer> open = new HashMap<>();

  ContactQuestions(ContactLanes lanes) {
    this.lanes = lanes;
  }

  /** Whether the session must wait for an answer before it asks anything else. */
  boolean areTooMany(AgentSession session) {
    return open.getOrDefault(session.id(), 0) >= MOST_OPEN;
  }

  /**
   * Asks the store.
   *
   * @param about questions about the same are answered in their order
   */
  <T> void ask(AgentSession session, Object about, Work<T> work, Consumer<Outcome<T>> then) {
    open.merge(session.id(), 1, Integer::sum);
    lanes.ask(
        about,
        work,
        outcome -> {
          open.computeIfPresent(session.id(), (id, count) -> count == 1 ? null : count - 1);
          then.accept(outcome);
        });
  }

  void tick(long observedMs) {
    lanes.tick(observedMs);
  }
}
