package org.zonekeeper.domain;

import java.util.Optional;
import org.zonekeeper.domain.input.Input.OldestMember;

/**
 * A memory of what the zone's owner last heard of the Agent Managers' group. No fold of the
 * journal: a new owner begins without. Confined to the zone's thread.
 */
final class GroupHeard {
  private Optional<OldestMember> oldest = Optional.empty();

  /** Forgets what was heard. */
  void begin() {
    oldest = Optional.empty();
  }

  void heard(OldestMember member) {
    oldest = Optional.of(member);
  }

  /** Who knows the lowest feature level; empty if nothing was heard. */
  Optional<OldestMember> oldest() {
    return oldest;
  }
}
