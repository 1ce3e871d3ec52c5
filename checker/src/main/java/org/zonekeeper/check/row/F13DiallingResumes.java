package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;

/** F13: dialling starts again in those zones. */
public final class F13DiallingResumes extends RunJudge {
  /** Of one run. */
  public F13DiallingResumes(Run run) {
    super("F13", "dialling starts again in the zones", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<Long> took = new ArrayList<>();
    for (Outage outage : run.incidents().mended()) {
      List<LogLine> attempts = run.platform(outage.zone(), "attempt");
      if (attempts.stream().noneMatch(line -> line.at() <= outage.beganAt())) {
        continue;
      }
      Optional<LogLine> first =
          attempts.stream()
              .filter(line -> line.at() > outage.availableAt() && line.at() < outage.until())
              .findFirst();
      findings.require(
          first.isPresent(), "no attempt in %s after its takeover".formatted(outage.zone()));
      first.ifPresent(line -> took.add(line.at() - outage.availableAt()));
    }
    findings.exercised(took.size(), "zone that had been dialling was taken over");
    findings.proof(
        "first attempt in each of %d zones after ZoneAvailable: %s"
            .formatted(took.size(), Figures.spread(took)));
  }
}
