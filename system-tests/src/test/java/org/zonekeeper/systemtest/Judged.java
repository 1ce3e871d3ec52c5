package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.check.Verdict;
import org.zonekeeper.check.story.Frame;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.RowResult;
import org.zonekeeper.check.story.Story;

/**
 * A run that is over: the checker's verdict, and what was seen of the run.
 *
 * @param verdict on rows and invariants
 * @param story the evidence in order
 */
record Judged(Verdict verdict, Story story) {

  /** Fails with the checker's evidence unless the row holds. */
  void hasRow(String id) {
    RowResult row =
        verdict.rows().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    assertThat(row.pass()).as("%s, %s: %s", row.id(), row.title(), row.evidence()).isTrue();
  }

  /** The only outage of the zone. */
  Outage outageOf(String zone) {
    List<Outage> outages =
        story.incidents().outages().stream().filter(one -> one.zone().equals(zone)).toList();
    assertThat(outages).as("outages of " + zone).hasSize(1);
    return outages.getFirst();
  }

  /** The epoch that the takeover began. */
  long epochAfter(Outage outage) {
    return outage.takenOver().orElseThrow().getHeader().getEpoch();
  }

  List<Frame> heardBy(String agent, String type) {
    return story.desktops().heardBy(agent, type);
  }

  /** When the platform started attempts in the zone, epoch milliseconds. */
  Stream<Long> attemptsIn(String zone) {
    return story.platform(zone, "attempt").stream().map(line -> line.at());
  }
}
