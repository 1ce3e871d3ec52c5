package org.zonekeeper.domain;

import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;

/** How stories begin in which am-2 takes a zone over from am-1. */
final class Outages {
  /** When am-1 was last heard. */
  static final long SINCE = ZoneStory.T0 - 900;

  private Outages() {}

  static ZoneStory takenOver(ZoneStory story) {
    return story.when(new Adopt(Told.AM_2, AdoptionKind.OUTAGE, "killed", SINCE));
  }

  /** Both barriers read back: the zone is available again, and its checks have begun. */
  static ZoneStory recovered(ZoneStory story) {
    return barriersRead(takenOver(story));
  }

  /** The end of an outage that has gone on for a while. */
  static ZoneStory barriersRead(ZoneStory takenOver) {
    return takenOver
        .when(Asked.barrier(2, "i-2"))
        .when(Reported.barrier(2, "i-2"))
        .when(new Input.Check());
  }
}
