package org.zonekeeper.simulation.judge;

import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.state.ZoneLife;

/**
 * F12, F18 and F24: once everything has calmed down the zone works, every call and job has its end,
 * and nobody who told the truth was ever logged off for a lie.
 */
final class RestLaw implements Law {
  private final Set<String> liars;
  private final Faults faults;

  RestLaw(Set<String> liars, Faults faults) {
    this.liars = liars;
    this.faults = faults;
  }

  @Override
  public void next(JournalEntry entry, ZoneState before) {
    if (entry.event() instanceof DesktopCheckFailed failed
        && failed.getText().contains("the desktop reported")
        && !liars.contains(failed.getAgentId())) {
      faults.fault("F18: %s told the truth: %s".formatted(failed.getAgentId(), entry));
    }
  }

  @Override
  public void end(ZoneState last) {
    if (last.zone().getLife() != ZoneLife.AVAILABLE) {
      faults.fault("F12: the zone is %s in the end".formatted(last.zone().getLife()));
    }
    last.calls()
        .forEach(call -> faults.fault("F24: call %s never ended".formatted(call.getCallId())));
    last.jobs().forEach(job -> faults.fault("job %s never ended".formatted(job.getJobId())));
  }
}
