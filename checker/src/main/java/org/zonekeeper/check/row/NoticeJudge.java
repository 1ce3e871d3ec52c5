package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;

/**
 * What F2 and F10 share: every agent logged on in the zones of an outage gets one notice of it;
 * nobody else hears anything.
 */
abstract class NoticeJudge extends RunJudge {
  private final String type;

  NoticeJudge(String id, String title, String type, Run run) {
    super(id, title, run);
    this.type = type;
  }

  @Override
  final void judge(Run run, Findings findings) {
    List<Frame> owed = new ArrayList<>();
    List<Long> took = new ArrayList<>();
    int agents = 0;
    for (Outage outage : run.incidents().outages()) {
      for (String agent : outage.agents()) {
        agents++;
        List<Frame> told = toldOf(run, outage, agent);
        owed.addAll(told);
        findings.require(
            told.size() == 1,
            "%s of %s got %d %s, not 1".formatted(agent, outage.zone(), told.size(), type));
        told.stream().map(frame -> frame.at() - outage.beganAt()).forEach(took::add);
        told.forEach(frame -> judge(run, outage, frame, findings));
      }
    }
    findings.exercised(agents, "agent was logged on in a zone whose owner failed");
    List<Frame> strangers = new ArrayList<>(run.desktops().heard(type));
    strangers.removeAll(owed);
    strangers.forEach(
        frame ->
            findings.fault(
                "%s got a %s of zone %s, epoch %s, that no failure explains"
                    .formatted(frame.who(), type, frame.text("zone"), frame.text("epoch"))));
    findings.proof(
        "%d agents, each 1 %s, others 0; after the failure: %s"
            .formatted(agents, type, Figures.spread(took)));
  }

  private List<Frame> toldOf(Run run, Outage outage, String agent) {
    return run.desktops().heardBy(agent, type).stream()
        .filter(frame -> frame.text("zone").equals(outage.zone()))
        .filter(frame -> outage.mayBeToldAt(frame.at()))
        .toList();
  }

  /** What else must hold of one notice that was due. */
  void judge(Run run, Outage outage, Frame notice, Findings findings) {}
}
