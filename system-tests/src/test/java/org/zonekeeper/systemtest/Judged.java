package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.check.Verdict;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;

/**
 * A run that is over: the checker's verdict, and what was seen of the run.
 *
 * @param verdict on rows and invariants
 * @param run the evidence in order
 */
record Judged(Verdict verdict, Run run) {

  /** Fails with the checker's evidence unless the row holds. */
  void hasRow(String id) {
    Judgement row =
        verdict.rows().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    assertThat(row.pass()).as("%s, %s: %s", row.id(), row.title(), row.evidence()).isTrue();
  }

  /** The only outage of the zone. */
  Outage outageOf(String zone) {
    List<Outage> outages =
        run.incidents().outages().stream().filter(one -> one.zone().equals(zone)).toList();
    assertThat(outages).as("outages of " + zone).hasSize(1);
    return outages.getFirst();
  }

  /** The epoch that the takeover began. */
  long epochAfter(Outage outage) {
    return outage.takenOver().orElseThrow().getHeader().getEpoch();
  }

  List<Frame> heardBy(String agent, String type) {
    return run.desktops().heardBy(agent, type);
  }

  /** When the platform started attempts in the zone, epoch milliseconds. */
  Stream<Long> attemptsIn(String zone) {
    return run.platform(zone, "attempt").stream().map(line -> line.at());
  }
}
