package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Frame;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;

/**
 * F2 and F10: every agent logged on in the zones is told once that the zone is not available, and
 * once that it is again; nobody else hears anything.
 */
public final class Notices implements Judge {
  private final String id;
  private final String title;
  private final String type;

  private Notices(String id, String title, String type) {
    this.id = id;
    this.title = title;
    this.type = type;
  }

  /** F2: the beginning is told. */
  public static Notices ofBeginning() {
    return new Notices("F2", "every agent of the zones, no other, hears of it", "POMNotAvailable");
  }

  /** F10: the end is told. */
  public static Notices ofEnd() {
    return new Notices("F10", "every agent of the zones hears that it is over", "POMAvailable");
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void judge(Story story, Findings findings) {
    List<Frame> owed = new ArrayList<>();
    List<Long> took = new ArrayList<>();
    int agents = 0;
    for (Outage outage : story.incidents().outages()) {
      for (String agent : outage.agents()) {
        agents++;
        List<Frame> told = toldOf(story, outage, agent);
        owed.addAll(told);
        findings.require(
            told.size() == 1,
            "%s of %s got %d %s, not 1".formatted(agent, outage.zone(), told.size(), type));
        told.stream().map(frame -> frame.at() - outage.beganAt()).forEach(took::add);
        told.forEach(frame -> inOrder(story, outage, frame, findings));
      }
    }
    findings.exercised(agents, "agent was logged on in a zone whose owner failed");
    List<Frame> strangers = new ArrayList<>(story.desktops().heard(type));
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

  private List<Frame> toldOf(Story story, Outage outage, String agent) {
    return story.desktops().heardBy(agent, type).stream()
        .filter(frame -> frame.text("zone").equals(outage.zone()))
        .filter(frame -> outage.mayBeToldAt(frame.at()))
        .toList();
  }

  /** The end comes after the beginning, and not before the zone says so. */
  private void inOrder(Story story, Outage outage, Frame frame, Findings findings) {
    if (type.equals("POMNotAvailable")) {
      return;
    }
    findings.require(
        story.desktops().heardBy(frame.who(), "POMNotAvailable").stream()
            .anyMatch(
                beginning ->
                    outage.mayBeToldAt(beginning.at()) && beginning.order() < frame.order()),
        "%s heard of the end of %s's outage, not before of its beginning"
            .formatted(frame.who(), outage.zone()));
    findings.require(
        outage.mended() && frame.at() >= outage.availableAt(),
        "%s heard that %s is available before it was".formatted(frame.who(), outage.zone()));
  }
}
