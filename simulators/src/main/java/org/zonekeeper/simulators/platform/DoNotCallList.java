package org.zonekeeper.simulators.platform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.order.StopCallingContact;

/**
 * Who does not want to be called any more, for all zones: the one thing that a platform may never
 * forget, so it outlives restarts. Confined to the platform's thread.
 */
public final class DoNotCallList {
  private final Map<Contact, Listed> contacts = new HashMap<>();

  private record Contact(String campaign, String reference) {}

  /** Which numbers are not called: all, or those of these kinds. */
  private record Listed(boolean all, Set<String> kinds) {}

  void add(StopCallingContact order) {
    Contact contact = new Contact(order.getCampaign(), order.getContact());
    Listed before = contacts.getOrDefault(contact, new Listed(false, Set.of()));
    Set<String> kinds = new HashSet<>(before.kinds());
    order.getNumbers().stream().map(DoNotCallNumber::getNumberKind).forEach(kinds::add);
    contacts.put(contact, new Listed(before.all() || order.getAllNumbers(), Set.copyOf(kinds)));
  }

  /** Whether the contact's number of that kind is not to be called. */
  boolean has(String campaign, String contact, String numberKind) {
    Listed listed = contacts.get(new Contact(campaign, contact));
    return listed != null && (listed.all() || listed.kinds().contains(numberKind));
  }
}
