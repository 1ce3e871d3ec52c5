package org.zonekeeper.domain.state;

import java.time.Duration;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.zonekeeper.domain.index.EntityKey.Kind;
import org.zonekeeper.domain.index.QueuePosition;
import org.zonekeeper.schemas.state.DoNotCallContact;

/**
 * The contacts that a zone was told lately not to call. The list itself is the platform's, which
 * keeps it for good; the zone remembers for as long as a callback may be ahead, so that nothing
 * that it has in hand or arranges asks for one of them. Package-private part of {@link ZoneState}.
 */
final class DoNotCallMemory {
  /** A day longer than the furthest callback is ahead. */
  private static final long KEPT_MILLIS = Duration.ofDays(31).toMillis();

  /** Some 10 MB of heap; a zone that is told of more in a month forgets the oldest sooner. */
  private static final int MOST = 50_000;

  private final NavigableSet<QueuePosition> ages = new TreeSet<>();
  private final Entities<DoNotCallContact> entities;

  DoNotCallMemory(Entities.Changes changes) {
    entities =
        new Entities<>(Kind.DO_NOT_CALL, new AgeIndexing<>(ages, DoNotCallContact::getAt), changes);
  }

  /** The key of a contact; a tab is in no name. */
  private static String idOf(String campaign, String contact) {
    return campaign + "\t" + contact;
  }

  Optional<DoNotCallContact> get(String campaign, String contact) {
    return entities.get(idOf(campaign, contact));
  }

  Optional<DoNotCallContact> get(String id) {
    return entities.get(id);
  }

  Collection<DoNotCallContact> all() {
    return entities.all();
  }

  /** As it stands in a store. */
  void put(DoNotCallContact contact) {
    entities.put(idOf(contact.getCampaign(), contact.getContact()), contact);
  }

  void remove(String id) {
    entities.remove(id);
  }

  /** One more, or more of one; whatever is too old goes. */
  void note(DoNotCallContact contact) {
    put(contact);
    while (ages.size() > MOST || ages.first().since() < contact.getAt() - KEPT_MILLIS) {
      entities.remove(ages.first().id());
    }
  }
}
