package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;

/** F13: dialling starts again in those zones. */
public final class DiallingAgain implements Judge {
  @Override
  public String id() {
    return "F13";
  }

  @Override
  public String title() {
    return "dialling starts again in the zones";
  }

  @Override
  public void judge(Story story, Findings findings) {
    List<Long> took = new ArrayList<>();
    for (Outage outage : story.incidents().mended()) {
      List<LogLine> attempts = story.platform(outage.zone(), "attempt");
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
