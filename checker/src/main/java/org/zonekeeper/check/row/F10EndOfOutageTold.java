package org.zonekeeper.check.row;

import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;

/** F10: every agent logged on in the zones hears that the outage is over, and not before it is. */
public final class F10EndOfOutageTold extends NoticeJudge {
  /** Of one run. */
  public F10EndOfOutageTold(Run run) {
    super("F10", "every agent of the zones hears that it is over", "POMAvailable", run);
  }

  /** The end comes after the beginning, and not before the zone says so. */
  @Override
  void judge(Run run, Outage outage, Frame notice, Findings findings) {
    findings.require(
        run.desktops().heardBy(notice.who(), "POMNotAvailable").stream()
            .anyMatch(
                beginning ->
                    outage.mayBeToldAt(beginning.at()) && beginning.order() < notice.order()),
        "%s heard of the end of %s's outage, not before of its beginning"
            .formatted(notice.who(), outage.zone()));
    findings.require(
        outage.mended() && notice.at() >= outage.availableAt(),
        "%s heard that %s is available before it was".formatted(notice.who(), outage.zone()));
  }
}
