package org.zonekeeper.domain.apply;

import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.state.DoNotCallContact;

/** Applications of events about what is known of contacts. */
final class ContactApplications {
  /** As many as an event can name. */
  private static final int MOST_NUMBERS = 20;

  private ContactApplications() {}

  /** More kinds than a contact can have: whatever number it is, it is not called. */
  static void doNotCallAdded(ZoneState state, DoNotCallAdded e) {
    List<String> kinds =
        Stream.concat(
                state.doNotCall(e.getCampaign(), e.getContact()).stream()
                    .flatMap(before -> before.getNumberKinds().stream()),
                e.getNumbers().stream().map(DoNotCallNumber::getNumberKind))
            .distinct()
            .toList();
    boolean all =
        e.getAllNumbers()
            || kinds.size() > MOST_NUMBERS
            || state
                .doNotCall(e.getCampaign(), e.getContact())
                .filter(DoNotCallContact::getAllNumbers)
                .isPresent();
    state.noteDoNotCall(
        DoNotCallContact.newBuilder()
            .setCampaign(e.getCampaign())
            .setContact(e.getContact())
            .setAllNumbers(all)
            .setNumberKinds(kinds.subList(0, Math.min(kinds.size(), MOST_NUMBERS)))
            .setAt(e.getHeader().getAt())
            .build());
  }
}
