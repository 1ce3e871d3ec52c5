package org.zonekeeper.simulators.contacts;

import java.util.List;

/**
 * The contacts of a campaign, in the order of their file, and the lines that could not be used.
 * Immutable; safe on any thread.
 *
 * @param name short name of the list, the first part of every contact's reference
 * @param contacts at least one
 * @param broken lines left out, in order
 */
public record ContactList(String name, List<Contact> contacts, List<BrokenLine> broken) {
  public ContactList {
    contacts = List.copyOf(contacts);
    broken = List.copyOf(broken);
    if (contacts.isEmpty()) {
      throw new UnusableContactsException("contact list '" + name + "' has no usable line");
    }
  }

  /** Mean talk time, seconds. */
  public double meanTalkSeconds() {
    return contacts.stream().mapToInt(Contact::talkSeconds).average().orElseThrow();
  }
}
