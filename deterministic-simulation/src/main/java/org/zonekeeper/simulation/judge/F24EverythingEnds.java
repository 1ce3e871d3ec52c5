package org.zonekeeper.simulation.judge;

import java.util.LinkedHashSet;
import java.util.Set;
import org.zonekeeper.check.journal.OpenCalls;
import org.zonekeeper.check.journal.ZonePhase;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobStarted;

/**
 * F12 and F24: once everything has calmed down the zone works, and every call and job has ended.
 */
final class F24EverythingEnds extends Judge {
  private final ZonePhase zone = new ZonePhase();
  private final OpenCalls calls = new OpenCalls();
  private final Set<String> jobs = new LinkedHashSet<>();

  F24EverythingEnds() {
    super("F24", "in the end the zone works, every call and job has ended");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    zone.apply(entry.event());
    calls.apply(entry.event());
    switch (entry.event()) {
      case JobStarted e -> jobs.add(e.getJobId());
      case JobEnded e -> jobs.remove(e.getJobId());
      default -> {
        // No job begins or ends.
      }
    }
  }

  @Override
  public void end(Findings findings) {
    findings.require(zone.isAvailable(), "the zone does not work in the end");
    calls.all().forEach(call -> findings.fault("call %s never ended".formatted(call.id())));
    jobs.forEach(job -> findings.fault("job %s never ended".formatted(job)));
  }
}
