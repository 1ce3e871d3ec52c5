package org.zonekeeper.simulation.judge;

import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;

/** F18: nobody whose desktop told the truth is logged off for a lie. */
final class F18HonestDesktopsBelieved extends Judge {
  private final Set<String> liars;

  /**
   * @param liars agents whose desktops were made to answer wrongly
   */
  F18HonestDesktopsBelieved(Set<String> liars) {
    super("F18", "no honest desktop fails the check");
    this.liars = liars;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    if (entry.event() instanceof DesktopCheckFailed failed) {
      findings.require(
          !failed.getText().contains("the desktop reported") || liars.contains(failed.getAgentId()),
          entry,
          "%s told the truth: %s".formatted(failed.getAgentId(), entry));
    }
  }
}
