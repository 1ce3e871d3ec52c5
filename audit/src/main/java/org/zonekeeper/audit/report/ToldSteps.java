package org.zonekeeper.audit.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.zonekeeper.audit.failover.DesktopNotices;
import org.zonekeeper.audit.failover.OwnerChange;
import org.zonekeeper.audit.failover.OwnerChange.Step;

/** The steps of a change of owner, with those that only desktops know. Stateless; any thread. */
final class ToldSteps {
  private ToldSteps() {}

  /** All steps, by time. */
  static List<Step> of(OwnerChange change, ReportData data, DesktopNotices notices) {
    List<Step> steps = new ArrayList<>(change.steps());
    if (ReportCharts.isOutage(change)) {
      long from = change.beginning().beganAt();
      long until = nextBeginning(change, data);
      told(change, notices, "POMNotAvailable", from, until, steps);
      told(change, notices, "POMAvailable", from, until, steps);
      steps.sort(Comparator.comparingLong(Step::at));
    }
    return steps;
  }

  private static void told(
      OwnerChange change,
      DesktopNotices notices,
      String notice,
      long from,
      long until,
      List<Step> to) {
    notices
        .spread(change.zone(), notice, from, until)
        .ifPresent(
            heard ->
                to.add(
                    new Step(
                        "%s at %d desktops".formatted(notice, heard.agents()), heard.lastAt(), 0)));
  }

  private static long nextBeginning(OwnerChange change, ReportData data) {
    return data.zone(change.zone()).ownerChanges().stream()
        .filter(other -> other.epoch() > change.epoch())
        .mapToLong(other -> other.beginning().beganAt())
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
