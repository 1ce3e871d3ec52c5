package org.zonekeeper.domain.index;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.zonekeeper.schemas.common.CallbackStanding;
import org.zonekeeper.schemas.state.CallbackRecord;

/**
 * The callbacks that are due and that nobody has in hand; each entry is a pure function of one
 * callback's record. Confined to the zone's thread.
 */
public final class CallbackIndex {
  private final NavigableSet<QueuePosition> due = new TreeSet<>();

  public void add(CallbackRecord callback) {
    if (callback.getStanding() == CallbackStanding.DUE) {
      due.add(place(callback));
    }
  }

  /** Takes the callback out; its record must still be as it was when it was added. */
  public void remove(CallbackRecord callback) {
    due.remove(place(callback));
  }

  /** Those that are due, the one that is due for longest first. */
  public NavigableSet<QueuePosition> due() {
    return Collections.unmodifiableNavigableSet(due);
  }

  private static QueuePosition place(CallbackRecord callback) {
    return new QueuePosition(callback.getDueAt(), callback.getCallbackId());
  }
}
