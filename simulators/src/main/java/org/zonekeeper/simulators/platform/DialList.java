package org.zonekeeper.simulators.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
  record Dial(Contact contact, int attempt, int round) {}

  /** The next dial; empty when the contacts are used up for good. */
  Optional<Dial> next() {
    while (true) {
      if (next == contacts.size()) {
        next = 0;
        attempt++;
      }
      if (attempt > rules.mostAttempts()) {
        if (rules.whenUsedUp() == WhenUsedUp.REPORT) {
          return Optional.empty();
        }
        attempt = 1;
        round++;
      }
      Contact contact = contacts.get(next++);
      if (attempt <= contact.attempts()) {
        return Optional.of(new Dial(contact, attempt, round));
      }
    }
  }
}
