package org.zonekeeper.check.row;

import org.zonekeeper.check.run.Run;

/** F2: every agent logged on in the zones hears of the outage, nobody else does. */
public final class F02OutageTold extends NoticeJudge {
  /** Of one run. */
  public F02OutageTold(Run run) {
    super("F2", "every agent of the zones, no other, hears of it", "POMNotAvailable", run);
  }
}
