package org.zonekeeper.simulators.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.zonekeeper.simulators.contacts.Contact;
import org.zonekeeper.simulators.platform.PlatformSettings.Dialling;
import org.zonekeeper.simulators.platform.PlatformSettings.WhenUsedUp;

/**
 * Whom a job dials next. Goes through the list in a seeded order, first everybody once, then a
 * second time those not reached, and so on: the n-th dial of a job is the same in every run,
 * whenever it happens. Confined to the platform's thread.
 */
final class DialList {
  private final List<Contact> contacts;
  private final Dialling rules;
  private int next;
  private int attempt = 1;
  private int round;

  DialList(String jobId, String campaign, long seed, Dialling rules) {
    this.contacts = new ArrayList<>(rules.listOf(campaign).contacts());
    this.rules = rules;
    Collections.shuffle(contacts, new Random(seed ^ ((long) jobId.hashCode() << 32)));
  }

  /**
   * One attempt to be made.
   *
   * @param contact whom to call
   * @param attempt 1 for the first attempt in its round
   * @param round 0, then one more each time the list begins anew
   */
  record Dial(Contact contact, int attempt, int round) {
    /** The same contact once more, at once. */
    Dial again() {
      return new Dial(contact, attempt + 1, round);
    }
  }

  /** A contact of the list, out of its turn. */
  Optional<Dial> of(String reference) {
    return contacts.stream()
        .filter(contact -> contact.reference().equals(reference))
        .findFirst()
        .map(contact -> new Dial(contact, 1, 0));
  }

  /** Whether the contacts are used up for good once nobody is left: a list may begin anew. */
  boolean ends() {
    return rules.whenUsedUp() == WhenUsedUp.REPORT;
  }

  /**
   * The next dial; empty when the contacts are used up for good, or nobody is left now.
   *
   * @param suspended who is passed over
   */
  Optional<Dial> next(Predicate<String> suspended) {
    for (int passed = 0; passed < contacts.size() * rules.mostAttempts(); passed++) {
      if (next == contacts.size()) {
        next = 0;
        attempt++;
      }
      if (attempt > rules.mostAttempts()) {
        if (ends()) {
          return Optional.empty();
        }
        attempt = 1;
        round++;
      }
      Contact contact = contacts.get(next++);
      if (attempt <= contact.attempts() && !suspended.test(contact.reference())) {
        return Optional.of(new Dial(contact, attempt, round));
      }
    }
    return Optional.empty();
  }
}
