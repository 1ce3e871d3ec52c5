package org.zonekeeper.check.row;

import java.util.List;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;

/** F17: both notices carry zone, epoch, cause and time, and they are true. */
public final class F17NoticesComplete extends RunJudge {
  private static final Set<String> BEGINNINGS = Set.of("HEARTBEAT_SILENCE", "TAKEOVER");
  private static final Set<String> ENDS = Set.of("TAKEOVER", "RESUMED", "HANDOVER");

  /** Of one run. */
  public F17NoticesComplete(Run run) {
    super("F17", "both notices carry zone, epoch, cause and time", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<Frame> beginnings = run.desktops().heard("POMNotAvailable");
    List<Frame> ends = run.desktops().heard("POMAvailable");
    beginnings.forEach(frame -> carries(frame, BEGINNINGS, findings));
    ends.forEach(frame -> carries(frame, ENDS, findings));
    for (Outage outage : run.incidents().mended()) {
      long epoch = outage.takenOver().orElseThrow().getHeader().getEpoch();
      epochs(beginnings, outage, Set.of(epoch - 1, epoch), findings);
      epochs(ends, outage, Set.of(epoch), findings);
    }
    findings.exercised(beginnings.size(), "POMNotAvailable");
    findings.exercised(ends.size(), "POMAvailable");
    if (!ends.isEmpty()) {
      findings.proof(
          "%d notices complete and true, e.g. %s"
              .formatted(beginnings.size() + ends.size(), ends.getFirst().message()));
    }
  }

  private static void carries(Frame frame, Set<String> causes, Findings findings) {
    var message = frame.message();
    findings.require(
        !frame.text("zone").isEmpty()
            && message.path("epoch").isIntegralNumber()
            && message.path("time").isIntegralNumber()
            && !frame.text("cause").isEmpty(),
        "%s of %s lacks zone, epoch, cause or time: %s"
            .formatted(frame.type(), frame.who(), message));
    findings.require(
        causes.contains(frame.text("cause")),
        "%s of %s has the cause '%s'".formatted(frame.type(), frame.who(), frame.text("cause")));
  }

  private static void epochs(
      List<Frame> frames, Outage outage, Set<Long> allowed, Findings findings) {
    frames.stream()
        .filter(frame -> frame.text("zone").equals(outage.zone()))
        .filter(frame -> outage.mayBeToldAt(frame.at()))
        .filter(frame -> !allowed.contains(frame.message().path("epoch").asLong()))
        .forEach(
            frame ->
                findings.fault(
                    "%s of %s speaks of epoch %s, not of %s"
                        .formatted(frame.type(), frame.who(), frame.text("epoch"), allowed)));
  }
}
